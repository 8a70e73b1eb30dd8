import type { CalculationType, FormatOptions, TimeSeriesData } from '@perses-dev/core';
import type { GaugeChartOptions } from '@perses-dev/gauge-chart-plugin';
import type { PanelData } from '@perses-dev/plugin-system';
import { calculated } from './calculation';
import type { Threshold } from './chart-option';
import { reachedStep, thresholdSteps, unitWhole, wholeOf } from './threshold-model';
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
function endOf(format: FormatOptions, values: readonly number[]): number {
  return unitWhole(format) ?? roundAbove(Math.max(0, ...values.filter((value) => Number.isFinite(value))));
}

function clipped(share: number): number {
  return Math.min(1, Math.max(0, share));
}

/** Only for drawing: steps beyond the arc have no part of it, and yet decide the colour of a value there. */
function bandsOf(steps: readonly Threshold[], below: string, end: number): Band[] {
  if (steps.length === 0) return [];
  const all = [
    { from: 0, colour: below },
    ...steps.map(({ value, colour }) => ({ from: clipped(value / end), colour })),
  ];
  return all.map((band, index) => ({ ...band, to: all[index + 1]?.from ?? 1 })).filter((band) => band.to > band.from);
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
    .map((one) => ({ name: one.formattedName ?? one.name, value: calculated(one.values, calculation) }));
  const numbers = read.flatMap(({ value }) => (typeof value === 'number' && !Number.isNaN(value) ? [value] : []));
  const max = spec.max !== undefined && spec.max > 0 ? spec.max : undefined;
  const steps = thresholdSteps(
    spec.thresholds,
    max === undefined ? wholeOf(format) : { low: 0, high: max },
    colours.steps,
  );
  const end = max ?? endOf(format, [...numbers, ...steps.map((step) => step.value)]);
  const below = spec.thresholds?.defaultColor ?? colours.plain;
  const gauges = read.map(({ name, value }, index): Gauge => {
    const id = `${name} ${index}`;
    if (typeof value !== 'number' || Number.isNaN(value)) {
      return { id, name, text: NO_VALUE, share: undefined, colour: colours.plain };
    }
    const colour = reachedStep(value, steps)?.colour ?? below;
    return { id, name, text: chartValue(value, format), share: clipped(value / end), colour };
  });
  return { gauges, end: chartValue(end, format), bands: bandsOf(steps, below, end) };
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
