import type { TimeSeriesValueTuple } from '@perses-dev/core';
import { calculated } from './calculation';
import type { ChartSeries } from './series-model';

export const LEGEND_VALUES = ['first', 'last', 'first-number', 'last-number', 'mean', 'sum', 'min', 'max'] as const;
export type LegendValue = (typeof LEGEND_VALUES)[number];

/** A value of a line over the time that is shown; undefined when it has none. */
export function legendValue(points: readonly TimeSeriesValueTuple[], value: LegendValue): number | undefined {
  const found = calculated(points, value);
  return typeof found === 'number' && !Number.isNaN(found) ? found : undefined;
}

/** By which column a legend is sorted. */
export type LegendSort = { by: 'name' | LegendValue; isDescending: boolean };

/** A first press sorts by a column as one reads it (names from A, values from the highest), then turns, then ends. */
export function nextSort(sort: LegendSort | undefined, by: LegendSort['by']): LegendSort | undefined {
  const first = by !== 'name';
  if (sort?.by !== by) return { by, isDescending: first };
  return sort.isDescending === first ? { by, isDescending: !first } : undefined;
}

/** The lines in the order of a column; those without a value are last in both directions. */
export function sortedSeries(series: readonly ChartSeries[], sort: LegendSort | undefined): readonly ChartSeries[] {
  if (!sort) return series;
  const { by } = sort;
  const sign = sort.isDescending ? -1 : 1;
  if (by === 'name') {
    return [...series].sort((a, b) => sign * a.name.localeCompare(b.name, undefined, { numeric: true }));
  }
  const keyed = series.map((one) => ({ one, value: legendValue(one.points, by) }));
  keyed.sort((a, b) => {
    if (a.value === undefined || b.value === undefined)
      return Number(a.value === undefined) - Number(b.value === undefined);
    return sign * (a.value - b.value);
  });
  return keyed.map(({ one }) => one);
}

/** Shorter beginnings than this take too little room to be cut. */
const LONG_BEGINNING = 16;

/**
 * How long the beginning is that all names have in common, up to a label, a word or a part of a path; 0 where it is short.
 * Where a name has no room, that is what can be left out.
 */
export function commonBeginning(names: readonly string[]): number {
  const [first = '', ...others] = names;
  if (others.length === 0) return 0;
  let end = first.length;
  for (const name of others) {
    end = Math.min(end, name.length);
    while (!name.startsWith(first.slice(0, end))) end -= 1;
  }
  const whole = /^.*[{,/\s]/s.exec(first.slice(0, end))?.[0].length ?? 0;
  return whole < LONG_BEGINNING ? 0 : whole;
}

/** What a table needs at least: room for a name, and for each of its values. */
const NAME_WIDTH = 130;
const VALUE_WIDTH = 66;
const MOST_BESIDE = 0.55;

/** Whether a legend has room beside its chart; in a narrow panel it stands below, whatever its names would become. */
export function fitsBeside(width: number, values: number): boolean {
  return NAME_WIDTH + values * VALUE_WIDTH <= width * MOST_BESIDE;
}

/** Which lines are drawn: all, or only those whose ids are named. */
export type Selection = 'all' | readonly string[];

export function isShown(selection: Selection, id: string): boolean {
  return selection === 'all' || selection.includes(id);
}

/** A plain click shows one line alone, and all again; with the modifier it adds or takes away one line. */
export function clicked(selection: Selection, id: string, all: readonly string[], isAdding: boolean): Selection {
  if (!isAdding) return selection !== 'all' && selection.length === 1 && selection[0] === id ? 'all' : [id];
  const shown = selection === 'all' ? all : selection;
  const next = shown.includes(id) ? shown.filter((other) => other !== id) : [...shown, id];
  return next.length === 0 || next.length === all.length ? 'all' : next;
}
