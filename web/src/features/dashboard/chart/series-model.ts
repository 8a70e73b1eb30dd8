import type { TimeSeries, TimeSeriesValueTuple } from '@perses-dev/core';
import { entitiesOf, slotColour, type ColourBook } from './colour-book';
import { createColourBook } from './dashboard-colours';
import type { TimeSeriesResult, TimeSeriesSpec } from './time-series-spec';

export type LineStyle = 'solid' | 'dashed' | 'dotted';

export type ChartSeries = {
  /** Unique in its chart, and the same from one refresh to the next. */
  id: string;
  name: string;
  colour: string;
  kind: 'line' | 'bar';
  lineStyle: LineStyle;
  /** 0 to 1; 0 has no area. */
  areaOpacity: number;
  isStacked: boolean;
  /** Milliseconds and value, with null where the source has nothing: a gap is drawn as a gap. */
  points: readonly TimeSeriesValueTuple[];
  /** How far apart its samples are, in ms; undefined when the source did not say. */
  stepMs?: number | undefined;
};

/** A sample that can be drawn: NaN and infinity, which a quotient by nothing gives, have no place on an axis. */
export function isFilled(point: TimeSeriesValueTuple | undefined): point is [number, number] {
  return point !== undefined && point[1] !== null && Number.isFinite(point[1]);
}

/** What a source gave in place of numbers, in the words of a check; undefined when it gave one, or nothing at all. */
export function insteadOfNumbers(results: readonly TimeSeriesResult[]): string | undefined {
  const points = results.flatMap(({ data }) => data.series.flatMap(({ values }) => values));
  if (points.length === 0 || points.some(isFilled)) return undefined;
  const infinite = points.filter(([, value]) => value === Infinity || value === -Infinity).length;
  if (infinite === points.length) return 'infinity';
  return infinite > 0 ? 'NaN and infinity' : 'NaN';
}

/** More than this many steps without a value is a gap. */
const GAP_STEPS = 1.5;

/** Puts a null into every hole, so that a line never bridges what nobody measured. */
export function withGaps(values: readonly TimeSeriesValueTuple[], stepMs: number | undefined): TimeSeriesValueTuple[] {
  if (stepMs === undefined || stepMs <= 0) return [...values];
  return values.flatMap((point, index): TimeSeriesValueTuple[] => {
    const before = values[index - 1];
    if (!before || point[0] - before[0] <= stepMs * GAP_STEPS) return [point];
    return [[before[0] + stepMs, null], point];
  });
}

type Settings = NonNullable<TimeSeriesSpec['querySettings']>[number];

function settingsOf(spec: TimeSeriesSpec, queryIndex: number): Settings | undefined {
  return spec.querySettings?.findLast((settings) => settings.queryIndex === queryIndex);
}

function fixedColour(settings: Settings | undefined, seriesOfQuery: number): string | undefined {
  if (settings?.colorMode === 'fixed') return settings.colorValue;
  if (settings?.colorMode === 'fixed-single' && seriesOfQuery === 1) return settings.colorValue;
  return undefined;
}

type Found = { series: TimeSeries; queryIndex: number; result: TimeSeriesResult };

/** By what a series is of; by its place only where the document says so. */
function slotsOf(found: readonly Found[], spec: TimeSeriesSpec, book: ColourBook): number[] {
  if (spec.visual?.palette?.mode === 'categorical') return found.map((_, index) => index);
  return book.assign(entitiesOf(found));
}

/** The lines of a chart: the results of its queries in their order, with the looks that the panel asks for. */
export function chartSeries(
  results: readonly TimeSeriesResult[],
  spec: TimeSeriesSpec,
  palette: readonly string[],
  book: ColourBook = createColourBook(),
): ChartSeries[] {
  const found = results.flatMap((result, queryIndex) =>
    result.data.series.map((series): Found => ({ series, queryIndex, result })),
  );
  const slots = slotsOf(found, spec, book);
  const known = new Map<string, number>();
  return found.map(({ series, queryIndex, result }, index) => {
    const settings = settingsOf(spec, queryIndex);
    const name = series.formattedName ?? series.name;
    const twins = known.get(name) ?? 0;
    known.set(name, twins + 1);
    const { stepMs } = result.data;
    return {
      id: twins === 0 ? name : `${name} (${twins + 1})`,
      name,
      colour: fixedColour(settings, result.data.series.length) ?? slotColour(slots[index] ?? index, palette),
      kind: spec.visual?.display ?? 'line',
      lineStyle: settings?.lineStyle ?? spec.visual?.lineStyle ?? 'solid',
      areaOpacity: settings?.areaOpacity ?? spec.visual?.areaOpacity ?? 0,
      isStacked: spec.visual?.stack === 'all',
      points: spec.visual?.connectNulls ? series.values.filter(isFilled) : withGaps(series.values, stepMs),
      stepMs,
    };
  });
}

/** The sample nearest to a moment, if there is one within half a step: what is farther away is of another moment. */
export function pointAt(series: ChartSeries, at: number): TimeSeriesValueTuple | undefined {
  const index = nearestIndex(series.points, at);
  const point = series.points[index];
  if (!point || point[1] === null) return undefined;
  return Math.abs(point[0] - at) <= reachOf(series, index) ? point : undefined;
}

/** Binary search: charts have thousands of points and the pointer moves sixty times a second. */
export function nearestIndex(points: readonly TimeSeriesValueTuple[], at: number): number {
  let low = 0;
  let high = points.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.[0] ?? 0) < at) low = middle;
    else high = middle;
  }
  const left = points[low];
  const right = points[high];
  if (!left || !right) return -1;
  return at - left[0] <= right[0] - at ? low : high;
}

function reachOf({ points, stepMs }: ChartSeries, index: number): number {
  if (stepMs !== undefined && stepMs > 0) return stepMs / 2;
  const here = points[index]?.[0] ?? 0;
  const around = [points[index - 1]?.[0], points[index + 1]?.[0]].filter((time) => time !== undefined);
  return around.length === 0 ? 0 : Math.min(...around.map((time) => Math.abs(time - here))) / 2;
}

/** The moment among all series that is nearest to the pointer: lines of several queries may have other steps. */
export function snap(series: readonly ChartSeries[], at: number): number | undefined {
  let best: number | undefined;
  for (const one of series) {
    const time = one.points[nearestIndex(one.points, at)]?.[0];
    if (time !== undefined && (best === undefined || Math.abs(time - at) < Math.abs(best - at))) best = time;
  }
  return best;
}

export type Reading = { series: ChartSeries; at: number; value: number };

/** What every line shows at a moment, the highest first. */
export function readings(series: readonly ChartSeries[], at: number): Reading[] {
  return series
    .flatMap((one): Reading[] => {
      const point = pointAt(one, at);
      return point && point[1] !== null ? [{ series: one, at: point[0], value: point[1] }] : [];
    })
    .sort((a, b) => b.value - a.value);
}

/** The rows of a tooltip that has room for some: those around the line under the pointer. */
export function nearbyReadings(
  all: readonly Reading[],
  nearestId: string | undefined,
  room: number,
): readonly Reading[] {
  if (all.length <= room) return all;
  const centre = Math.max(
    0,
    all.findIndex((reading) => reading.series.id === nearestId),
  );
  const from = Math.max(0, Math.min(all.length - room, centre - Math.floor(room / 2)));
  return all.slice(from, from + room);
}
