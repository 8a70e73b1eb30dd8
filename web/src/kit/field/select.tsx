import type { SyntheticEvent } from 'react';
import { cx } from '@/lib/cx';
import { Icon } from '@/kit/icon/icon';
import { Tooltip } from '@/kit/overlay/tooltip';
import { Field, type FieldFrame } from './field';
import styles from './field.module.css';

export type Option<T extends string> = { value: T; label: string; disabled?: boolean };

type SelectProps<T extends string> = FieldFrame & {
  value: T;
  options: readonly Option<T>[];
  onChange: (value: T) => void;
  size?: 'small' | 'default' | 'sign-in';
  disabledReason?: string | undefined;
  name?: string;
};

/** A list that is out of reach does not open; Tab and Escape go on as ever. */
function keepShut(event: SyntheticEvent): void {
  if (event.nativeEvent instanceof KeyboardEvent && ['Tab', 'Escape'].includes(event.nativeEvent.key)) return;
  event.preventDefault();
}

/** One of a few known values. The browser's own list: it is quick, and it works on every device. */
export function Select<T extends string>({
  label,
  hint,
  error,
  good,
  hidesLabel,
  aside,
  value,
  options,
  onChange,
  size = 'default',
  disabledReason,
  name,
}: SelectProps<T>) {
  const isOut = disabledReason !== undefined;
  return (
    <Field {...{ label, hint, error, good, aside }} hidesLabel={hidesLabel ?? false}>
      {(control) => {
        const list = (
          <select
            {...control}
            name={name}
            className={cx(styles.control, styles[size])}
            value={value}
            // Not `disabled`: the keyboard reaches it, and with it the reason.
            aria-disabled={isOut || undefined}
            onMouseDown={isOut ? keepShut : undefined}
            onKeyDown={isOut ? keepShut : undefined}
            onChange={(event) => {
              const chosen = options.find((option) => option.value === event.target.value);
              if (chosen && !isOut) onChange(chosen.value);
            }}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
        );
        return (
          <div className={styles.box}>
            {disabledReason === undefined ? list : <Tooltip text={disabledReason}>{list}</Tooltip>}
            <span className={cx(styles.trail, styles.passive)}>
              <Icon name="chevronDown" size="small" />
            </span>
          </div>
        );
      }}
    </Field>
  );
}
