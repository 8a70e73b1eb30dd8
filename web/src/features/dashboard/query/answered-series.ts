import type { TimeSeries, TimeSeriesValueTuple } from '@perses-dev/core';
import type { HistogramTuple, Metric, ValueTuple } from '@perses-dev/prometheus-plugin';
import type { MetricAnswer } from './metric-source';

const NAME_LABEL = '__name__';

function sample(text: string): number {
  if (text === '+Inf') return Infinity;
  return text === '-Inf' ? -Infinity : Number.parseFloat(text);
}

function point([seconds, text]: ValueTuple): TimeSeriesValueTuple {
  return [seconds * 1000, sample(text)];
}

/** As PromQL writes a series: name{label="value",…}. */
function seriesName({ [NAME_LABEL]: name = '', ...labels }: Metric): string {
  const pairs = Object.keys(labels)
    .sort()
    .map((label) => `${label}="${labels[label] ?? ''}"`);
  return `${name}{${pairs.join(',')}}`;
}

/** '{{label}}' in a format stands for its value, or for nothing. */
function formatted(format: string, metric: Metric): string {
  return format.replace(/\{\{\s*(.+?)\s*\}\}/g, (_, label: string) => metric[label] ?? '');
}

/** How the series of an answer are called: with a format that is not empty, else by their labels. */
export type Naming = { query: string; format: string | undefined };

/** A format that gives an empty name yields to the labels, and without labels to the query. */
function named(metric: Metric, { query, format }: Naming): Pick<TimeSeries, 'name' | 'formattedName'> {
  const name = seriesName(metric);
  const wanted = format === undefined || format === '' ? name : formatted(format, metric);
  if (wanted.trim() !== '') return { name, formattedName: wanted };
  return { name, formattedName: name === '{}' ? query : name };
}

type Values = { values?: ValueTuple[] | undefined; histograms?: HistogramTuple[] | undefined };

/** Of native histograms their sum is drawn as the value. */
function points({ values = [], histograms }: Values): Pick<TimeSeries, 'values' | 'histograms'> {
  if (!histograms) return { values: values.map(point) };
  return {
    values: histograms.map(([at, { sum }]) => point([at, sum])),
    histograms: histograms as NonNullable<TimeSeries['histograms']>, // the very ones of the answer
  };
}

/** The series of an answer, in ms, as panels draw them. A text, which is no number, gives none. */
export function seriesOf(data: MetricAnswer['data'], naming: Naming): TimeSeries[] {
  switch (data?.resultType) {
    case 'matrix':
      return data.result.map((line) => ({ ...named(line.metric, naming), labels: line.metric, ...points(line) }));
    case 'vector':
      return data.result.map(({ metric, value, histogram }) => ({
        ...named(metric, naming),
        labels: metric,
        ...points(histogram ? { histograms: [histogram] } : { values: [value] }),
      }));
    case 'scalar':
      return [{ ...named({}, naming), values: [point(data.result)] }];
    default:
      return [];
  }
}
