import { Button } from '@/kit/button/button';
import { PasswordField } from '@/kit/field/password-field';
import { TextField } from '@/kit/field/text-field';
import { NO_VALUE, type HiddenValue } from './hidden-value';

type HiddenFieldProps = {
  label: string;
  value: HiddenValue;
  /** There is a kept value to go back to. */
  wasKept: boolean;
  /** Why the kept value can't stay. */
  again?: string | undefined;
  error: string | undefined;
  hint?: string;
  maxLength: number;
  onChange: (value: HiddenValue) => void;
};

/** A value that is written and never read: 'kept' until it is replaced. */
export function HiddenField({ label, value, wasKept, again, error, hint, maxLength, onChange }: HiddenFieldProps) {
  if (value.isKept) {
    return (
      <TextField
        label={label}
        readOnly
        value="kept"
        hint={again === undefined ? 'Shown to nobody' : undefined}
        error={error ?? again}
        aside={
          <Button variant="text" size="small" aria-label={`Replace: ${label}`} onClick={() => onChange(NO_VALUE)}>
            Replace
          </Button>
        }
        onChange={() => undefined}
      />
    );
  }
  const keep = (
    <Button
      variant="text"
      size="small"
      aria-label={`Keep the earlier one: ${label}`}
      onClick={() => onChange({ isKept: true, text: '' })}
    >
      Keep the earlier one
    </Button>
  );
  return (
    <PasswordField
      label={label}
      autoComplete="off"
      maxLength={maxLength}
      value={value.text}
      hint={hint}
      error={error}
      aside={wasKept && again === undefined ? keep : undefined}
      onChange={(text) => onChange({ isKept: false, text })}
    />
  );
}
