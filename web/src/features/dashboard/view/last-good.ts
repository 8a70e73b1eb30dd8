import type { QueryDataType } from '@perses-dev/core';
import type { PanelData, QueryData } from '@perses-dev/plugin-system';

export type PanelReading = {
  /**
   * What is drawn: the newest data of each query, in the place of the query, because settings name queries by their
   * places. One that never answered has no series; before any answered, there is nothing.
   */
  results: PanelData<QueryDataType>[];
  /** Errors of the last asking, one for each query that failed. */
  errors: unknown[];
  /** Since when what is drawn is old; undefined while it is fresh. */
  staleSince: number | undefined;
  /** When all of it was read last; undefined before the first answer. */
  updatedAt: number | undefined;
  isWaiting: boolean;
};

type Kept = { data: QueryDataType; at: number };

/** The last good answers of a panel's queries, by their place, for one scope: its queries, its variables and its time. */
export type Memory = { scope: string | undefined; kept: ReadonlyMap<number, Kept> };

export const NO_MEMORY: Memory = { scope: undefined, kept: new Map() };

/**
 * The memory with what was answered meanwhile; the very same one when nothing was. It keeps the last good answer of
 * each query, so that a source that does not answer any more leaves the picture standing. Another scope forgets: its
 * data would be a lie.
 */
export function remembered(memory: Memory, queries: readonly QueryData[], scope: string, now: () => number): Memory {
  const known = memory.scope === scope ? memory.kept : NO_MEMORY.kept;
  const news = queries.flatMap(({ data }, index): [number, Kept][] =>
    data !== undefined && known.get(index)?.data !== data ? [[index, { data, at: now() }]] : [],
  );
  if (news.length === 0 && memory.scope === scope) return memory;
  return { scope, kept: new Map([...known, ...news]) };
}

/** What the sources warn of about answers that are drawn, each once. */
export function warningsOf({ results }: Pick<PanelReading, 'results'>): string[] {
  const notices = results.flatMap(({ data: { metadata } }) =>
    metadata && 'notices' in metadata ? (metadata.notices ?? []) : [],
  );
  return [...new Set(notices.filter(({ type }) => type === 'warning').map(({ message }) => message))];
}

const NOTHING: QueryDataType = { series: [] };

/** What a panel shows: of each query the newest answer that it remembers. */
export function panelReading({ kept }: Memory, queries: readonly QueryData[]): PanelReading {
  const errors = queries.flatMap((query) => (query.error ? [query.error] : []));
  const times = queries.flatMap((_, index) => kept.get(index)?.at ?? []);
  const stale = queries.flatMap((query, index) => (query.error ? (kept.get(index)?.at ?? []) : []));
  return {
    results:
      kept.size === 0
        ? []
        : queries.map(({ definition }, index) => ({ definition, data: kept.get(index)?.data ?? NOTHING })),
    errors,
    staleSince: stale.length === 0 ? undefined : Math.min(...stale),
    updatedAt: times.length === 0 ? undefined : Math.min(...times),
    isWaiting: queries.some((query) => query.isFetching || (query.isLoading && !query.error)),
  };
}
