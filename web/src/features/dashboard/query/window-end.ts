import type { AbsoluteTimeRange } from '@perses-dev/core';
import type { MatrixData, ValueTuple } from '@perses-dev/prometheus-plugin';
import { joinedMeta } from './answer-meta';
import type { MetricAnswer, MetricQuestion, RangeQuestion } from './metric-source';

/** To how many seconds the end of a window is rounded down, so that panels and viewers share an answer. */
const GRAIN = 5;

/** At most this step, in seconds: the last point of a range is then as good as the end of the window. */
const FINE_STEP = 60;

/** The end of a window in Unix seconds, or now where it ends later: nothing is known of what comes. */
export function windowEnd({ start, end }: AbsoluteTimeRange): number {
  const last = Math.min(end.getTime(), Math.max(start.getTime(), Date.now()));
  return Math.floor(last / 1000 / GRAIN) * GRAIN;
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

/** Strings and comments, which stay as they are, and what a query pins to the end of its range, with a letter behind it. */
const PINNED = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|#.*|@\s*end\s*\(\s*\)(\w?)/gi;

/**
 * A query that is about the end of the range is so about the end of the window. The steps stay those of the range: charts
 * of cells look for numbers at these very moments, and those of several queries are drawn side by side.
 */
function pinnedTo(question: RangeQuestion, end: number): RangeQuestion {
  const query = question.query.replace(PINNED, (found, behind: string | undefined) =>
    behind === undefined ? found : `@ ${end} ${behind}`.trimEnd(),
  );
  if (query === question.query) return question;
  // It has a value at each moment that one asks for, at those to come too.
  const steps = Math.max(0, Math.floor((end - question.start) / question.step));
  return { ...question, query, end: Math.min(question.end, question.start + steps * question.step) };
}

/** Which moments a panel asks for: all of a range, all with the very end, or one alone. */
export type Moments = 'range' | 'latest' | 'instant';

function hasNumbers({ result }: MatrixData): boolean {
  return result.some(
    ({ values = [], histograms = [] }) => histograms.length > 0 || values.some(([, y]) => y !== 'NaN'),
  );
}

/** The samples of an answer for one moment; undefined when it has none of the kind that a range has. */
function samplesOf({ data }: MetricAnswer): readonly Sample[] | undefined {
  if (data?.resultType === 'vector') return data.result;
  return data?.resultType === 'scalar' ? [{ metric: {}, value: data.result }] : undefined;
}

function nothingUnlessAborted(error: unknown): undefined {
  if (error instanceof Error && error.name === 'AbortError') throw error;
}

/**
 * Asks for the moments that a panel shows. One moment is the end of the window, not the last step before it, which may be
 * hours ago. For the latest values of a range it asks for both, unless the steps are fine. A range without a number asks
 * for its end too: what began to exist since the last step is no 'no data'. That is a question of ours: when it fails, the
 * range is answered all the same, as it is for checks. What a query pins to the end is so at the end of the window.
 */
export async function askedAtEnd(
  ask: (question: MetricQuestion) => Promise<MetricAnswer>,
  written: RangeQuestion,
  end: number,
  moments: Moments,
): Promise<MetricAnswer> {
  if (moments === 'instant') return ask({ query: written.query, time: end });
  const question = pinnedTo(written, end);
  const atEnd = (): Promise<MetricAnswer> => ask({ query: question.query, time: end });
  const wantsEnd = moments === 'latest' && question.step > FINE_STEP;
  const [range, beside] = await Promise.all([ask(question), wantsEnd ? atEnd() : undefined]);
  if (range.data?.resultType !== 'matrix' || (!beside && hasNumbers(range.data))) return range;
  const moment = beside ?? (await atEnd().catch(nothingUnlessAborted));
  if (!moment) return range;
  const samples = samplesOf(moment);
  return {
    data: samples ? withEnd(range.data, samples, end) : range.data,
    warnings: [...new Set([...range.warnings, ...moment.warnings])],
    meta: joinedMeta(range.meta, moment.meta),
  };
}
