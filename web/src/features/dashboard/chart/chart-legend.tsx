import type { MouseEvent } from 'react';
import { getCalculation, type FormatOptions, type TimeSeriesValueTuple } from '@perses-dev/core';
import { cx } from '@/lib/cx';
import { SeriesSwatch } from './series-swatch';
import type { ChartSeries } from './series-model';
import { clicked, isShown, type Selection } from './legend-model';
import { chartValue } from './value-format';
import styles from './chart-legend.module.css';

export const LEGEND_VALUES = ['first', 'last', 'first-number', 'last-number', 'mean', 'sum', 'min', 'max'] as const;
export type LegendValue = (typeof LEGEND_VALUES)[number];

const HEADS: Record<LegendValue, string> = {
  first: 'First',
  last: 'Last',
  'first-number': 'First',
  'last-number': 'Last',
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
};

type EntryProps = Pick<ChartLegendProps, 'selection' | 'onSelect' | 'series'> & { one: ChartSeries };

function Entry({ one, series, selection, onSelect }: EntryProps) {
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
      aria-pressed={isShown(selection, one.id)}
      title={`${one.name}: click to show it alone, with Shift to add or take it away`}
      onClick={press}
    >
      <SeriesSwatch colour={one.colour} lineStyle={one.lineStyle} />
      <span className="cut">{one.name}</span>
    </button>
  );
}

/** These are of the numbers that are there: a quotient of nothing by nothing is no number. */
const OF_NUMBERS: readonly LegendValue[] = ['mean', 'sum', 'min', 'max'];

function cell(points: readonly TimeSeriesValueTuple[], value: LegendValue, format: FormatOptions): string {
  const numbers = points.filter(([, number]) => number !== null && !Number.isNaN(number));
  const found = getCalculation(OF_NUMBERS.includes(value) ? numbers : [...points], value);
  return typeof found === 'number' ? chartValue(found, format) : '–';
}

/** The names of the lines, as a row or as a table with their values; a name shows its line alone. */
export function ChartLegend({ series, selection, onSelect, mode, isBeside, values, format }: ChartLegendProps) {
  if (mode === 'list' && values.length === 0) {
    return (
      <ul className={cx(styles.list, isBeside && styles.side)} aria-label="Lines">
        {series.map((one) => (
          <li key={one.id}>
            <Entry one={one} series={series} selection={selection} onSelect={onSelect} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <div className={styles.frame} data-side={isBeside || undefined}>
      <table className={styles.table} aria-label="Lines and their values">
        <thead>
          <tr>
            <th scope="col">Line</th>
            {values.map((value) => (
              <th key={value} scope="col">
                {HEADS[value]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {series.map((one) => (
            <tr key={one.id}>
              <td>
                <Entry one={one} series={series} selection={selection} onSelect={onSelect} />
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
