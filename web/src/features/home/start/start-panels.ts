import { formatBytes } from '@/lib/bytes';

export type Reading = { at: number; value: number };
export type Line = { name: string; readings: readonly Reading[] };
export type StartQuery = { text: string; legend: string };
export type StartPanel = {
  key: string;
  title: string;
  unit: string;
  kind: 'value' | 'lines';
  queries: readonly StartQuery[];
};

const MOST_VALUES = 3;
const MOST_LINES = 2;
/** Four scrapes of the embedded Prometheus, as the charts take it. */
const RATE_INTERVAL = '1m';

type Known = Readonly<Record<string, unknown>>;

function inside(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Known)[key] : undefined), // any object has keys
    value,
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function queriesOf(panel: unknown): StartQuery[] {
  const queries = inside(panel, 'spec', 'queries');
  if (!Array.isArray(queries)) return [];
  return queries
    .map((query: unknown) => inside(query, 'spec', 'plugin', 'spec'))
    .map((spec) => ({
      text: textOf(inside(spec, 'query')).replaceAll('$__rate_interval', RATE_INTERVAL),
      legend: textOf(inside(spec, 'seriesNameFormat')),
    }))
    .filter(({ text }) => text !== '' && !text.includes('$'));
}

function panelOf(key: string, panel: unknown): StartPanel | undefined {
  const kind = inside(panel, 'spec', 'plugin', 'kind');
  const spec = inside(panel, 'spec', 'plugin', 'spec');
  const queries = queriesOf(panel);
  const title = textOf(inside(panel, 'spec', 'display', 'name'));
  if (queries.length === 0) return undefined;
  if (kind === 'StatChart') return { key, title, kind: 'value', queries, unit: textOf(inside(spec, 'format', 'unit')) };
  if (kind !== 'TimeSeriesChart') return undefined;
  return { key, title, kind: 'lines', queries, unit: textOf(inside(spec, 'yAxis', 'format', 'unit')) };
}

/** The first values and the first charts of a dashboard: those that can be drawn small and without its variables. */
export function startPanels(document: unknown): StartPanel[] {
  const panels = inside(document, 'spec', 'panels');
  const known = Object.entries(typeof panels === 'object' && panels !== null ? panels : {}).flatMap(([key, panel]) => {
    const read = panelOf(key, panel);
    return read ? [read] : [];
  });
  const of = (kind: StartPanel['kind'], most: number): StartPanel[] =>
    known.filter((panel) => panel.kind === kind).slice(0, most);
  return [...of('value', MOST_VALUES), ...of('lines', MOST_LINES)];
}

/** '{{code}}' with the labels of a series. */
export function lineName(legend: string, labels: Readonly<Record<string, string>>): string {
  const named = legend.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, label: string) => labels[label] ?? '');
  return named === '' ? Object.values(labels).join(' ') : named;
}

/** Series of an answer of Prometheus; what is no number is left out. */
export function readLines(result: unknown, legend: string): Line[] {
  if (!Array.isArray(result)) return [];
  return result.flatMap((series: unknown): Line[] => {
    const values = inside(series, 'values');
    if (!Array.isArray(values)) return [];
    const labels = Object.fromEntries(
      Object.entries(inside(series, 'metric') ?? {}).map(([label, value]) => [label, textOf(value)]),
    );
    const readings = values
      .map((pair: unknown) => ({ at: Number(inside(pair, '0')) * 1000, value: Number(inside(pair, '1')) }))
      .filter(({ at, value }) => Number.isFinite(at) && Number.isFinite(value));
    return readings.length === 0 ? [] : [{ name: lineName(legend, labels), readings }];
  });
}

function short(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return String(Number(value.toFixed(digits)));
}

/** A value with its unit, as short as fits a small chart. */
export function formatReading(value: number, unit: string): string {
  switch (unit) {
    case 'bytes':
      return formatBytes(value);
    case 'seconds':
      return value < 1 ? `${short(value * 1000)} ms` : `${short(value)} s`;
    case 'percent-decimal':
      return `${short(value * 100)} %`;
    default:
      return unit.endsWith('/sec') ? `${short(value)}/s` : short(value);
  }
}
