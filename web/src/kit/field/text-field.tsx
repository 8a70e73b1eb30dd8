import { forwardRef, type InputHTMLAttributes, type ReactNode } from 'react';
import { cx } from '@/lib/cx';
import { Icon } from '@/kit/icon/icon';
import type { IconName } from '@/kit/icon/icon-paths';
import { Field, type FieldFrame } from './field';
import styles from './field.module.css';

export type TextFieldProps = FieldFrame & {
  value: string;
  onChange: (value: string) => void;
  size?: 'small' | 'default' | 'sign-in';
  icon?: IconName;
  /** A small control at the right end of the field. */
  trail?: ReactNode;
  /** Names of things, ids, PromQL. */
  isMono?: boolean;
} & Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange' | 'size' | 'id'>;

export const TextField = forwardRef<HTMLInputElement, TextFieldProps>(function TextField(
  {
    label,
    hint,
    error,
    good,
    hidesLabel,
    aside,
    value,
    onChange,
    size = 'default',
    icon,
    trail,
    isMono,
    className,
    ...rest
  },
  ref,
) {
  return (
    <Field {...{ label, hint, error, good, aside, className }} hidesLabel={hidesLabel ?? false}>
      {(control) => (
        <div className={styles.box}>
          {icon && (
            <span className={styles.lead}>
              <Icon name={icon} />
            </span>
          )}
          <input
            ref={ref}
            type="text"
            autoComplete="off"
            spellCheck={false}
            {...rest}
            {...control}
            className={cx(
              styles.control,
              styles[size],
              icon && styles.hasLead,
              trail !== undefined && styles.hasTrail,
              isMono && styles.mono,
            )}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          {trail !== undefined && <span className={styles.trail}>{trail}</span>}
        </div>
      )}
    </Field>
  );
});
