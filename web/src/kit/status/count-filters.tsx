import type { ReactNode } from 'react';
import { formatCount } from '@/lib/numbers';
import { StatusGlyph } from './status-glyph';
import type { GlyphName } from './status-table';
import styles from './count-filters.module.css';

export type CountFilter<T extends string> = {
  value: T;
  glyph: GlyphName;
  count: number;
  label: string;
  /** A second line in grey: '14 new'. */
  detail?: ReactNode;
};

type CountFiltersProps<T extends string> = {
  label: string;
  counts: readonly CountFilter<T>[];
  /** The chosen one; none means that all are shown. */
  value: T | undefined;
  onChange: (value: T | undefined) => void;
};

/** Counts that filter the list below: a press chooses one, a second press shows all again. */
export function CountFilters<T extends string>({ label, counts, value, onChange }: CountFiltersProps<T>) {
  return (
    <div className={styles.filters} role="group" aria-label={label}>
      {counts.map((count) => (
        <button
          key={count.value}
          type="button"
          className={styles.filter}
          aria-pressed={count.value === value}
          onClick={() => onChange(count.value === value ? undefined : count.value)}
        >
          <StatusGlyph glyph={count.glyph} size="title" />
          <span className={styles.words}>
            <span>
              <span className={styles.number}>{formatCount(count.count)}</span>{' '}
              <span className={styles.name}>{count.label}</span>
            </span>
            {count.detail !== undefined && <span className={styles.detail}>{count.detail}</span>}
          </span>
        </button>
      ))}
    </div>
  );
}
