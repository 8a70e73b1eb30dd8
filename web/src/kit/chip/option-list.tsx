import { useState, type ReactNode } from 'react';
import { cx } from '@/lib/cx';
import { formatCount } from '@/lib/numbers';
import { Icon } from '@/kit/icon/icon';
import { TextField } from '@/kit/field/text-field';
import styles from './chip.module.css';

export type ChipOption = {
  value: string;
  label: string;
  glyph?: ReactNode;
  /** How many there are of it. */
  count?: number;
};

type OptionListProps = {
  label: string;
  options: readonly ChipOption[];
  values: readonly string[];
  isSingle: boolean;
  onChange: (values: string[]) => void;
};

const NEEDS_SEARCH = 8;

/** The values of a filter, with a search when there are many. */
export function OptionList({ label, options, values, isSingle, onChange }: OptionListProps) {
  const [text, setText] = useState('');
  const needle = text.trim().toLowerCase();
  const shown = options.filter((option) => option.label.toLowerCase().includes(needle));

  const toggle = (value: string): void => {
    const isChosen = values.includes(value);
    if (isSingle) onChange(isChosen ? [] : [value]);
    else onChange(isChosen ? values.filter((other) => other !== value) : [...values, value]);
  };

  return (
    <>
      {options.length > NEEDS_SEARCH && (
        <div className={styles.search}>
          <TextField
            label={`Find in ${label}`}
            hidesLabel
            placeholder="Find"
            size="small"
            value={text}
            onChange={setText}
          />
        </div>
      )}
      <ul className={styles.options}>
        {shown.map((option) => {
          const isChosen = values.includes(option.value);
          return (
            <li key={option.value}>
              <button
                type="button"
                className={styles.option}
                aria-pressed={isChosen}
                onClick={() => toggle(option.value)}
              >
                <span className={styles.mark}>{isChosen && <Icon name="check" size="small" />}</span>
                {option.glyph}
                <span className={cx('cut', styles.name)}>{option.label}</span>
                {option.count !== undefined && (
                  <span className={cx('num', styles.count)}>{formatCount(option.count)}</span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
      {shown.length === 0 && (
        <p className={styles.none}>
          {options.length === 0 ? 'Nothing to choose here yet' : `Nothing matches ‘${text}’`}
        </p>
      )}
    </>
  );
}
