import {
  applyValueMapping,
  createRegexFromString,
  getCalculation,
  type CalculationType,
  type TimeSeries,
} from '@perses-dev/core';
import type { StatChartOptions } from '@perses-dev/stat-chart-plugin';
import { chartValue } from './value-format';

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
  if (!spec.mappings || spec.mappings.length === 0) return { text: chartValue(value, spec.format) };
  const mapped = applyValueMapping(value, spec.mappings);
  const text = typeof mapped.value === 'number' ? chartValue(mapped.value, spec.format) : String(mapped.value);
  return mapped.color === undefined ? { text } : { text, colour: mapped.color };
}

/** The colour of the highest step that the value has reached. */
function thresholdColour(value: number, thresholds: StatChartOptions['thresholds']): string | undefined {
  const reached = (thresholds?.steps ?? []).filter((step) => value >= step.value);
  return reached.length === 0 ? thresholds?.defaultColor : (reached.at(-1)?.color ?? undefined);
}

/** What a stat panel shows for one series; an empty one is a dash, never 0. */
export function statOf(series: TimeSeries, spec: StatChartOptions): Stat {
  const calculation: CalculationType = spec.calculation ?? 'last-number';
  const value = getCalculation(series.values, calculation);
  const name = series.formattedName ?? series.name;
  const label = labelValue(series, spec.metricLabel);
  if (typeof value !== 'number') return { name, text: label ?? '–', colour: undefined, points: series.values };
  const mapped = mappedText(value, spec);
  return {
    name,
    text: label ?? mapped.text,
    colour: mapped.colour ?? thresholdColour(value, spec.thresholds),
    points: series.values,
  };
}

/** '6' and 'of 6', '227' and 'ms': the figure is large, its unit is not. */
export function splitUnit(text: string): { figure: string; unit: string | undefined } {
  const parts = /^(\S*\d\S*)\s+(.+)$/.exec(text);
  return parts ? { figure: parts[1] ?? text, unit: parts[2] } : { figure: text, unit: undefined };
}
