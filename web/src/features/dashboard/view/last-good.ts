import type { TimeSeriesData } from '@perses-dev/core';
import type { PanelData } from '@perses-dev/plugin-system';
import type { AnswerMeta } from '../query/answer-meta';
import type { PanelQuery } from '../query/use-panel-data';

export type PanelReading = {
  /**
   * What is drawn: the newest data of each query, in the place of the query, because settings name queries by their
   * places. One that never answered has no series; before any answered, there is nothing.
   */
  results: PanelData<TimeSeriesData>[];
  /** Errors of the last asking, one for each query that failed. */
  errors: unknown[];
  /** Since when what is drawn is old, here or already at the server; undefined while it is fresh. */
  staleSince: number | undefined;
  /** When all of it was read last; undefined before the first answer. */
  updatedAt: number | undefined;
  isWaiting: boolean;
};

type Kept = { data: TimeSeriesData; meta: AnswerMeta; at: number };

/** The moment that an answer shows: it may have waited at the server. */
function asOf({ at, meta }: Kept): number {
  return at - (meta.ageMs ?? 0);
}

/** The last good answers of a panel's queries, by their place, for one scope: its queries, its variables and its time. */
export type Memory = { scope: string | undefined; kept: ReadonlyMap<number, Kept> };

export const NO_MEMORY: Memory = { scope: undefined, kept: new Map() };

/**
 * The memory with what was answered meanwhile; the very same one when nothing was. It keeps the last good answer of
 * each query, so that a source that does not answer any more leaves the picture standing. Another scope forgets: its
 * data would be a lie.
 */
export function remembered(memory: Memory, queries: readonly PanelQuery[], scope: string, now: () => number): Memory {
  const known = memory.scope === scope ? memory.kept : NO_MEMORY.kept;
  const news = queries.flatMap(({ data, meta }, index): [number, Kept][] =>
    data !== undefined && known.get(index)?.data !== data ? [[index, { data, meta, at: now() }]] : [],
  );
  if (news.length === 0 && memory.scope === scope) return memory;
  return { scope, kept: new Map([...known, ...news]) };
}

/** What the sources warn of about answers that are drawn, each once. */
export function warningsOf({ results }: Pick<PanelReading, 'results'>): string[] {
  const notices = results.flatMap(({ data: { metadata } }) => metadata?.notices ?? []);
  return [...new Set(notices.filter(({ type }) => type === 'warning').map(({ message }) => message))];
}

const NOTHING: TimeSeriesData = { series: [] };

/** What a panel shows: of each query the newest answer that it remembers. */
export function panelReading({ kept }: Memory, queries: readonly PanelQuery[]): PanelReading {
  const errors = queries.flatMap((query) => (query.error ? [query.error] : []));
  const shown = queries.flatMap(({ error }, index) => {
    const one = kept.get(index);
    return one ? [{ at: asOf(one), isStale: Boolean(error) || one.meta.isStale === true }] : [];
  });
  const times = shown.map(({ at }) => at);
  const stale = shown.flatMap(({ at, isStale }) => (isStale ? [at] : []));
  return {
    results:
      kept.size === 0
        ? []
        : queries.map(({ definition }, index) => ({ definition, data: kept.get(index)?.data ?? NOTHING })),
    errors,
    staleSince: stale.length === 0 ? undefined : Math.min(...stale),
    updatedAt: times.length === 0 ? undefined : Math.min(...times),
    isWaiting: queries.some((query) => query.isWaiting),
  };
}
