import { applyValueMapping, createRegexFromString, type CalculationType, type TimeSeries } from '@perses-dev/core';
import type { StatChartOptions } from '@perses-dev/stat-chart-plugin';
import { calculated } from './calculation';
import { reachedStep, thresholdSteps, wholeOf } from './threshold-model';
import { DEFAULT_FORMAT } from './time-series-spec';
import { chartValue, NO_VALUE } from './value-format';

export type Stat = {
  name: string;
  /** What stands large: the value with its unit, or what it is mapped to. */
  text: string;
  colour: string | undefined;
  points: TimeSeries['values'];
};

function labelValue(series: TimeSeries, pattern: string | undefined): string | undefined {
  if (pattern === undefined || pattern === '') return undefined;
  const regex = createRegexFromString(pattern);
  return Object.entries(series.labels ?? {}).find(([label]) => regex.test(label))?.[1];
}

function mappedText(value: number, spec: StatChartOptions): { text: string; colour?: string } {
  const mapped = applyValueMapping(value, spec.mappings);
  const text =
    typeof mapped.value === 'number' ? chartValue(mapped.value, spec.format ?? DEFAULT_FORMAT) : String(mapped.value);
  return mapped.color === undefined ? { text } : { text, colour: mapped.color };
}

/** What stands where there is no number: in the words of a mapping for that, else ours, and without an opinion. */
function absent(value: number | null | undefined, spec: StatChartOptions): { text: string; colour?: string } {
  // Perses declares numbers and texts only, and its other kinds of mappings fail at null.
  const mappings = (spec.mappings ?? []).filter((mapping) => mapping.kind === 'Misc');
  const mapped = applyValueMapping((value ?? null) as number, mappings);
  if (typeof mapped.value !== 'string') return { text: NO_VALUE };
  return mapped.color === undefined ? { text: mapped.value } : { text: mapped.value, colour: mapped.color };
}

function thresholdColour(value: number, spec: StatChartOptions, palette: readonly string[]): string | undefined {
  const steps = thresholdSteps(spec.thresholds, wholeOf(spec.format ?? DEFAULT_FORMAT), palette);
  return reachedStep(value, steps)?.colour ?? spec.thresholds?.defaultColor;
}

/**
 * What a stat panel shows for one series; one without a number says so, and is never 0. Steps without a colour take
 * one of the palette.
 */
export function statOf(series: TimeSeries, spec: StatChartOptions, palette: readonly string[]): Stat {
  const calculation: CalculationType = spec.calculation ?? 'last-number';
  const value = calculated(series.values, calculation);
  const isNumber = typeof value === 'number' && !Number.isNaN(value);
  const shown = isNumber ? mappedText(value, spec) : absent(value, spec);
  return {
    name: series.formattedName ?? series.name,
    text: labelValue(series, spec.metricLabel) ?? shown.text,
    colour: shown.colour ?? (isNumber ? thresholdColour(value, spec, palette) : undefined),
    points: series.values,
  };
}

/** '6' and 'of 6', '227' and 'ms': the figure is large, its unit is not. */
export function splitUnit(text: string): { figure: string; unit: string | undefined } {
  const parts = /^(\S*\d\S*)\s+(.+)$/.exec(text);
  return parts ? { figure: parts[1] ?? text, unit: parts[2] } : { figure: text, unit: undefined };
}
