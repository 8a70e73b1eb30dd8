import type { AbsoluteTimeRange } from '@perses-dev/core';
import type { MatrixData, PrometheusClient, RangeQueryResponse, ValueTuple } from '@perses-dev/prometheus-plugin';

/** To how many seconds the end of a window is rounded down, so that panels and viewers share an answer. */
const GRAIN = 5;

/** At most this step, in seconds: the last point of a range is then as good as the end of the window. */
const FINE_STEP = 60;

/** The end of a window in Unix seconds. */
export function windowEnd({ end }: AbsoluteTimeRange): number {
  return Math.floor(end.getTime() / 1000 / GRAIN) * GRAIN;
}

type Line = MatrixData['result'][number];
type Sample = Pick<Line, 'metric'> & { value?: ValueTuple; histogram?: NonNullable<Line['histograms']>[number] };

/** A series by its labels, whatever their order. */
function identity({ metric }: Pick<Line, 'metric'>): string {
  return JSON.stringify(Object.entries(metric).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function extended(line: Line, { value, histogram }: Sample, end: number): Line {
  const before = <T extends [at: number, ...unknown[]]>(points: readonly T[]): T[] => points.filter(([at]) => at < end);
  if (histogram) return { ...line, histograms: [...before(line.histograms ?? []), histogram] };
  return value ? { ...line, values: [...before(line.values), value] } : line;
}

/**
 * The lines of a range with what each is at the end of the window as its last point. One that is not there any more stays
 * as it was; one that began since the last step has that point alone.
 */
export function withEnd(range: MatrixData, samples: readonly Sample[], end: number): MatrixData {
  const atEnd = new Map(samples.map((sample) => [identity(sample), sample]));
  const known = new Set(range.result.map(identity));
  const result = range.result.map((line) => {
    const sample = atEnd.get(identity(line));
    return sample ? extended(line, sample, end) : line;
  });
  const begun = samples
    .filter((sample) => !known.has(identity(sample)))
    .map((sample) => extended({ metric: sample.metric, values: [] }, sample, end));
  return { ...range, result: [...result, ...begun] };
}

/** What the source warns of in both answers, each once. */
function withWarnings<T extends object>(answer: T, ...warnings: readonly (readonly string[] | undefined)[]): T {
  const all = [...new Set(warnings.flatMap((some) => some ?? []))];
  return all.length === 0 ? answer : { ...answer, warnings: all };
}

/** Which moments a panel asks for: all of a range, all with the very end, or one alone. */
export type Moments = 'range' | 'latest' | 'instant';

/** Whether the panel wants the very end beside a range: to show it, or because nothing else would be seen. */
function wantsEnd(moments: Moments, range: RangeQueryResponse): boolean {
  return moments === 'latest' || (range.status === 'success' && range.data.result.length === 0);
}

/**
 * A client that asks for one moment at the end of the window instead of the last step before it, which may be hours ago.
 * For the latest values of a range it asks for both, unless the steps are fine. A range without a point asks for its end
 * too: what began to exist since the last step is no 'no data'.
 */
export function clientAtEnd(client: PrometheusClient, end: number, moments: Moments): PrometheusClient {
  const instantQuery: PrometheusClient['instantQuery'] = (params, headers) =>
    client.instantQuery({ ...params, time: end }, headers);
  return {
    ...client,
    instantQuery,
    rangeQuery: async (params, headers): Promise<RangeQueryResponse> => {
      const asksRange = client.rangeQuery(params, headers);
      if (params.step <= FINE_STEP) return asksRange;
      const asksEnd = moments === 'latest' ? instantQuery({ query: params.query }, headers) : undefined;
      const [range, beside] = await Promise.all([asksRange, asksEnd]);
      if (!wantsEnd(moments, range)) return range;
      const instant = beside ?? (await instantQuery({ query: params.query }, headers));
      if (range.status !== 'success' || instant.status !== 'success') return range;
      const { data } = instant;
      const told = withWarnings(range, range.warnings, instant.warnings);
      if (data.resultType === 'vector') return { ...told, data: withEnd(range.data, data.result, end) };
      if (data.resultType !== 'scalar') return told;
      return { ...told, data: withEnd(range.data, [{ metric: {}, value: data.result }], end) };
    },
  };
}
