import { useRef } from 'react';
import { flushSync } from 'react-dom';
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

/** A value that is written and never read: 'kept' until it is replaced, or can't stay. */
export function HiddenField({ label, value, wasKept, again, error, hint, maxLength, onChange }: HiddenFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  /** The button that was pressed goes with its field: the focus goes to the field that comes. */
  const turnTo = (next: HiddenValue): void => {
    flushSync(() => onChange(next));
    field.current?.focus();
  };
  if (value.isKept) {
    return (
      <TextField
        ref={field}
        label={label}
        readOnly
        value={again === undefined ? 'kept' : 'not kept'}
        hint={again ?? 'Shown to nobody'}
        error={error}
        aside={
          <button
            type="button"
            className={styles.link}
            aria-label={`Replace: ${label}`}
            onClick={() => turnTo(NO_VALUE)}
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
      onClick={() => turnTo({ isKept: true, text: '' })}
    >
      Keep the earlier one
    </button>
  );
  return (
    <PasswordField
      ref={field}
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
