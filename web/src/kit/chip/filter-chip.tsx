import { useRef, useState } from 'react';
import { cx } from '@/lib/cx';
import { Icon } from '@/kit/icon/icon';
import { Popover } from '@/kit/overlay/popover';
import { OptionList, type ChipOption } from './option-list';
import styles from './chip.module.css';

type FilterChipProps = {
  /** What is filtered: 'Owner'. */
  label: string;
  /** The chosen values; none means that the filter is off. */
  values: readonly string[];
  options: readonly ChipOption[];
  onChange: (values: string[]) => void;
  /** One value at most. */
  isSingle?: boolean;
};

const SHOWN = 2;

function summary(values: readonly string[], options: readonly ChipOption[]): string {
  const names = values.map((value) => options.find((option) => option.value === value)?.label ?? value);
  if (names.length <= SHOWN) return names.join(', ');
  return `${names.slice(0, SHOWN).join(', ')} +${names.length - SHOWN}`;
}

/** A filter of a list: dashed while it is off, tinted with its values and a cross while it is on. */
export function FilterChip({ label, values, options, onChange, isSingle = false }: FilterChipProps) {
  const [isOpen, setIsOpen] = useState(false);
  const ref = useRef<HTMLButtonElement>(null);
  const isOn = values.length > 0;
  return (
    <span className={cx(styles.chip, isOn ? styles.on : styles.off)}>
      <button
        ref={ref}
        type="button"
        className={styles.open}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setIsOpen((open) => !open)}
      >
        {!isOn && <Icon name="plus" size="small" />}
        <span>{label}</span>
        {isOn && <span className={cx('cut', styles.values)}>{summary(values, options)}</span>}
      </button>
      {isOn && (
        <button
          type="button"
          className={styles.remove}
          aria-label={`Remove the filter ${label}`}
          onClick={() => {
            setIsOpen(false);
            onChange([]);
            ref.current?.focus();
          }}
        >
          <Icon name="close" size="small" />
        </button>
      )}
      {isOpen && (
        <Popover anchor={ref} label={label} onClose={() => setIsOpen(false)} className={styles.popover}>
          <OptionList
            label={label}
            options={options}
            values={values}
            isSingle={isSingle}
            onChange={(next) => {
              onChange(next);
              if (isSingle) {
                setIsOpen(false);
                ref.current?.focus();
              }
            }}
          />
        </Popover>
      )}
    </span>
  );
}
