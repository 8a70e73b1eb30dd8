import type { TextareaHTMLAttributes } from 'react';
import { cx } from '@/lib/cx';
import { Field, type FieldFrame } from './field';
import styles from './field.module.css';

type TextAreaProps = FieldFrame & {
  value: string;
  onChange: (value: string) => void;
  isMono?: boolean;
} & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'value' | 'onChange' | 'id'>;

export function TextArea({
  label,
  hint,
  error,
  good,
  hidesLabel,
  aside,
  value,
  onChange,
  isMono,
  ...rest
}: TextAreaProps) {
  return (
    <Field {...{ label, hint, error, good, aside }} hidesLabel={hidesLabel ?? false}>
      {(control) => (
        <textarea
          rows={3}
          {...rest}
          {...control}
          className={cx(styles.control, isMono && styles.mono)}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
