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
  /** Errors of the last asking that came to an end, one for each query that failed. */
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

/**
 * What became of a panel's queries, by their place, for one scope: its queries, its variables and its time. The last good
 * answers, and what failed since.
 */
export type Memory = {
  scope: string | undefined;
  kept: ReadonlyMap<number, Kept>;
  failed: ReadonlyMap<number, unknown>;
};

export const NO_MEMORY: Memory = { scope: undefined, kept: new Map(), failed: new Map() };

/**
 * The memory with what was answered or failed meanwhile; the very same one when nothing did. It keeps the last good answer
 * of each query, so that a source that does not answer any more leaves the picture standing, and what failed until the next
 * asking has come to its end: while it is asked nothing is better. Another scope forgets: its data would be a lie.
 */
export function remembered(memory: Memory, queries: readonly PanelQuery[], scope: string): Memory {
  const known = memory.scope === scope ? memory : { ...NO_MEMORY, scope };
  const kept = new Map(known.kept);
  const failed = new Map(known.failed);
  let isSame = known === memory;
  queries.forEach(({ data, meta, answeredAt, error }, index) => {
    if (data !== undefined && answeredAt !== undefined) {
      if (kept.get(index)?.data === data && !failed.has(index)) return;
      kept.set(index, { data, meta, at: answeredAt });
      failed.delete(index);
      isSame = false;
    } else if (error !== undefined && failed.get(index) !== error) {
      failed.set(index, error);
      isSame = false;
    }
  });
  return isSame ? memory : { scope, kept, failed };
}

/** What the sources warn of about answers that are drawn, each once. */
export function warningsOf({ results }: Pick<PanelReading, 'results'>): string[] {
  const notices = results.flatMap(({ data: { metadata } }) => metadata?.notices ?? []);
  return [...new Set(notices.filter(({ type }) => type === 'warning').map(({ message }) => message))];
}

const NOTHING: TimeSeriesData = { series: [] };

/** What a panel shows: of each query the newest answer that it remembers. */
export function panelReading({ kept, failed }: Memory, queries: readonly PanelQuery[]): PanelReading {
  const errors = queries.flatMap((_, index) => (failed.has(index) ? [failed.get(index)] : []));
  const shown = queries.flatMap((_, index) => {
    const one = kept.get(index);
    return one ? [{ at: asOf(one), isStale: failed.has(index) || one.meta.isStale === true }] : [];
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
