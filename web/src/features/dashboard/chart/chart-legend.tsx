import { useMemo, useState, type MouseEvent } from 'react';
import type { FormatOptions, TimeSeriesValueTuple } from '@perses-dev/core';
import { cx } from '@/lib/cx';
import { Icon } from '@/kit/icon/icon';
import { SeriesSwatch } from './series-swatch';
import type { ChartSeries } from './series-model';
import {
  clicked,
  commonBeginning,
  isShown,
  legendValue,
  nextSort,
  sortedSeries,
  type LegendSort,
  type LegendValue,
  type Selection,
} from './legend-model';
import { chartValue } from './value-format';
import styles from './chart-legend.module.css';

const HEADS: Record<LegendValue, string> = {
  first: 'First',
  last: 'Last',
  'first-number': 'First number',
  'last-number': 'Last number',
  mean: 'Mean',
  sum: 'Sum',
  min: 'Min',
  max: 'Max',
};

type ChartLegendProps = {
  series: readonly ChartSeries[];
  selection: Selection;
  onSelect: (selection: Selection) => void;
  mode: 'list' | 'table';
  isBeside: boolean;
  values: readonly LegendValue[];
  format: FormatOptions;
  /** How much room it takes. */
  size?: 'small' | 'medium';
  /** Hears which line is pointed at. */
  onPoint?: (id: string | undefined) => void;
};

/** A name whose beginning, which all have, gives way first. */
function Name({ text, common }: { text: string; common: number }) {
  if (common === 0) return <span className="cut">{text}</span>;
  return (
    <span className={styles.name}>
      <span className={styles.beginning}>{text.slice(0, common)}</span>
      <span className={styles.ending}>{text.slice(common)}</span>
    </span>
  );
}

type EntryProps = Pick<ChartLegendProps, 'selection' | 'onSelect' | 'series' | 'onPoint'> & {
  one: ChartSeries;
  common: number;
};

function Entry({ one, common, series, selection, onSelect, onPoint }: EntryProps) {
  const press = (event: MouseEvent): void => {
    const isAdding = event.metaKey || event.ctrlKey || event.shiftKey;
    onSelect(
      clicked(
        selection,
        one.id,
        series.map((other) => other.id),
        isAdding,
      ),
    );
  };
  return (
    <button
      type="button"
      className={styles.entry}
      aria-label={common > 0 ? one.name : undefined}
      aria-pressed={isShown(selection, one.id)}
      title={`${one.name}: click to show it alone, with Shift to add or take it away`}
      onClick={press}
      onPointerEnter={() => onPoint?.(one.id)}
      onPointerLeave={() => onPoint?.(undefined)}
      onFocus={() => onPoint?.(one.id)}
      onBlur={() => onPoint?.(undefined)}
    >
      <SeriesSwatch colour={one.colour} lineStyle={one.lineStyle} />
      <Name text={one.name} common={common} />
    </button>
  );
}

type HeadProps = { by: LegendSort['by']; sort: LegendSort | undefined; onSort: (by: LegendSort['by']) => void };

function Head({ by, sort, onSort }: HeadProps) {
  const isChosen = sort?.by === by;
  const direction = isChosen ? (sort.isDescending ? 'descending' : 'ascending') : undefined;
  return (
    <th scope="col" aria-sort={direction}>
      <button type="button" className={styles.sort} onClick={() => onSort(by)}>
        {by === 'name' ? 'Line' : HEADS[by]}
        {isChosen && <Icon name={sort.isDescending ? 'arrowDown' : 'arrowUp'} size="small" />}
      </button>
    </th>
  );
}

function cell(points: readonly TimeSeriesValueTuple[], value: LegendValue, format: FormatOptions): string {
  const found = legendValue(points, value);
  return found === undefined ? '–' : chartValue(found, format);
}

/** The names of the lines, as a row or as a table with their values; a name shows its line alone. */
export function ChartLegend(props: ChartLegendProps) {
  const { series, selection, onSelect, mode, isBeside, values, format, size = 'small', onPoint } = props;
  const [sort, setSort] = useState<LegendSort>();
  const common = useMemo(() => commonBeginning(series.map(({ name }) => name)), [series]);
  const entry = { common, series, selection, onSelect, onPoint };
  const headed = { sort, onSort: (by: LegendSort['by']) => setSort(nextSort(sort, by)) };
  if (mode === 'list' && values.length === 0) {
    return (
      <ul className={cx(styles.list, isBeside && styles.side)} data-size={size} aria-label="Lines">
        {series.map((one) => (
          <li key={one.id}>
            <Entry one={one} {...entry} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <div className={styles.frame} data-side={isBeside || undefined} data-size={size}>
      <table className={styles.table} aria-label="Lines and their values">
        <thead>
          <tr>
            <Head by="name" {...headed} />
            {values.map((value) => (
              <Head key={value} by={value} {...headed} />
            ))}
          </tr>
        </thead>
        <tbody>
          {sortedSeries(series, sort).map((one) => (
            <tr key={one.id}>
              <td>
                <Entry one={one} {...entry} />
              </td>
              {values.map((value) => (
                <td key={value}>{cell(one.points, value, format)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
