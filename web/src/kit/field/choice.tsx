import { useId, type ReactNode } from 'react';
import { cx } from '@/lib/cx';
import { Icon } from '@/kit/icon/icon';
import styles from './field.module.css';

type CheckboxProps = {
  label: ReactNode;
  /** Grey words after the label. */
  note?: ReactNode;
  checked: boolean;
  /** Some, but not all: the box of a list's head. */
  isPartial?: boolean;
  onChange: (checked: boolean) => void;
  hidesLabel?: boolean;
  disabled?: boolean;
};

export function Checkbox({ label, note, checked, isPartial = false, onChange, hidesLabel, disabled }: CheckboxProps) {
  return (
    <label className={styles.check} data-disabled={disabled}>
      <input
        // It is no attribute: only the element itself takes it.
        ref={(box) => {
          if (box) box.indeterminate = isPartial;
        }}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      {(checked || isPartial) && <Icon name={isPartial ? 'minus' : 'check'} size="small" />}
      <span className={cx(styles.words, hidesLabel && 'sr-only')}>
        <span>{label}</span>
        {note !== undefined && <span className={styles.note}>{note}</span>}
      </span>
    </label>
  );
}

/** On or off, at once: what it changes needs no button to be saved. */
export function Switch({ label, note, checked, onChange, disabled }: Omit<CheckboxProps, 'isPartial' | 'hidesLabel'>) {
  return (
    <label className={cx(styles.check, styles.switch)} data-disabled={disabled}>
      <input
        type="checkbox"
        role="switch"
        aria-checked={checked}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className={styles.words}>
        <span className="strong">{label}</span>
        {note !== undefined && <span className={styles.note}>{note}</span>}
      </span>
    </label>
  );
}

type ChoiceProps<T extends string> = {
  label: string;
  options: readonly { value: T; label: string; note?: ReactNode }[];
  value: T;
  onChange: (value: T) => void;
  hidesLabel?: boolean;
};

/** One of two to five, all in sight. */
export function SegmentedControl<T extends string>({ label, options, value, onChange, hidesLabel }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset className={styles.group}>
      <legend className={cx(hidesLabel ? 'sr-only' : styles.label)}>{label}</legend>
      <div className={styles.segments}>
        {options.map((option) => (
          <label key={option.value} className={styles.segment}>
            <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** One of a few, each with words that explain it. */
export function RadioGroup<T extends string>({ label, options, value, onChange, hidesLabel }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset className={styles.group}>
      <legend className={cx(hidesLabel ? 'sr-only' : styles.label)}>{label}</legend>
      {options.map((option) => (
        <div key={option.value}>
          <label className={styles.check}>
            <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
            <span className={styles.words}>
              <span>{option.label}</span>
              {option.note !== undefined && <span className={styles.note}>{option.note}</span>}
            </span>
          </label>
        </div>
      ))}
    </fieldset>
  );
}
