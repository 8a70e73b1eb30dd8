import { PasswordField } from '@/kit/field/password-field';
import { TextField } from '@/kit/field/text-field';
import { NO_VALUE, type HiddenValue } from './hidden-value';
import styles from './datasource.module.css';

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
        hint={again ?? 'Shown to nobody'}
        error={error}
        aside={
          <button
            type="button"
            className={styles.link}
            aria-label={`Replace: ${label}`}
            onClick={() => onChange(NO_VALUE)}
          >
            Replace
          </button>
        }
        onChange={() => undefined}
      />
    );
  }
  const keep = (
    <button
      type="button"
      className={styles.link}
      aria-label={`Keep the earlier one: ${label}`}
      onClick={() => onChange({ isKept: true, text: '' })}
    >
      Keep the earlier one
    </button>
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
