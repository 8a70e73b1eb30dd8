import { getCalculation, type CalculationType, type FormatOptions, type TimeSeriesData } from '@perses-dev/core';
import type { GaugeChartOptions } from '@perses-dev/gauge-chart-plugin';
import type { PanelData } from '@perses-dev/plugin-system';
import { DEFAULT_FORMAT } from './time-series-spec';
import { chartValue, NO_VALUE } from './value-format';

export type Band = { from: number; to: number; colour: string };

export type Gauge = {
  id: string;
  name: string;
  text: string;
  /** How much of the arc is filled, 0 to 1; undefined without a value. */
  share: number | undefined;
  colour: string;
};

export type GaugeBoard = {
  gauges: Gauge[];
  /** What the end of the arc is. */
  end: string;
  /** The parts of the arc that thresholds divide, in shares of it; none without thresholds. */
  bands: Band[];
};

export type GaugeColours = { plain: string; steps: readonly string[] };

/** The first round number that is not below a value; 1 for a share. */
function roundAbove(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10) * power;
}

/** Without a unit a gauge is a number, not per cent: its arc then ends at a round number above all that is shown. */
function endOf(spec: GaugeChartOptions, format: FormatOptions, values: readonly number[]): number {
  if (spec.max !== undefined && spec.max > 0) return spec.max;
  if (format.unit === 'percent' || format.unit === '%') return 100;
  if (format.unit === 'percent-decimal') return 1;
  const steps = spec.thresholds?.mode === 'percent' ? [] : (spec.thresholds?.steps ?? []).map(({ value }) => value);
  return roundAbove(Math.max(0, ...[...values, ...steps].filter((value) => Number.isFinite(value))));
}

function bandsOf({ thresholds }: GaugeChartOptions, end: number, colours: GaugeColours): Band[] {
  if (!thresholds?.steps || thresholds.steps.length === 0) return [];
  const steps = thresholds.steps.map((step, index) => ({
    from: Math.min(1, Math.max(0, thresholds.mode === 'percent' ? step.value / 100 : step.value / end)),
    colour: step.color ?? colours.steps[index % colours.steps.length] ?? colours.plain,
  }));
  const all = [{ from: 0, colour: thresholds.defaultColor ?? colours.plain }, ...steps].sort((a, b) => a.from - b.from);
  return all.map((band, index) => ({ ...band, to: all[index + 1]?.from ?? 1 }));
}

/** What a gauge panel shows: an arc for each series, all on one scale. */
export function gaugeBoard(
  results: readonly PanelData<TimeSeriesData>[],
  spec: GaugeChartOptions,
  colours: GaugeColours,
): GaugeBoard {
  const calculation: CalculationType = spec.calculation ?? 'last-number';
  const format = spec.format ?? DEFAULT_FORMAT;
  const read = results
    .flatMap((result) => result.data.series)
    .map((one) => ({ name: one.formattedName ?? one.name, value: getCalculation(one.values, calculation) }));
  const numbers = read.flatMap(({ value }) => (typeof value === 'number' && !Number.isNaN(value) ? [value] : []));
  const end = endOf(spec, format, numbers);
  const bands = bandsOf(spec, end, colours);
  const gauges = read.map(({ name, value }, index): Gauge => {
    const id = `${name} ${index}`;
    if (typeof value !== 'number' || Number.isNaN(value)) {
      return { id, name, text: NO_VALUE, share: undefined, colour: colours.plain };
    }
    const share = Math.min(1, Math.max(0, value / end));
    const colour = bands.findLast((band) => share >= band.from)?.colour ?? colours.plain;
    return { id, name, text: chartValue(value, format), share, colour };
  });
  return { gauges, end: chartValue(end, format), bands };
}

const FROM = 200;
const SWEEP = 220;

/** A piece of the gauge's arc as an SVG path; the shares are of the whole arc, which is open below. */
export function arcPath(centre: { x: number; y: number }, radius: number, from: number, to: number): string {
  const place = (share: number): string => {
    const angle = ((FROM - share * SWEEP) * Math.PI) / 180;
    return `${(centre.x + radius * Math.cos(angle)).toFixed(2)} ${(centre.y - radius * Math.sin(angle)).toFixed(2)}`;
  };
  return `M${place(from)}A${radius} ${radius} 0 ${(to - from) * SWEEP > 180 ? 1 : 0} 1 ${place(to)}`;
}
