import type { QueryDataType } from '@perses-dev/core';
import type { PanelData, QueryData } from '@perses-dev/plugin-system';

export type PanelReading = {
  /** What is drawn: the newest data of every query that ever answered. */
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

/**
 * Keeps the last good answer of each query of a panel, so that a source that does not answer any more leaves
 * the picture standing. Another scope (other variables, another query) forgets: its data would be a lie.
 */
export class LastGood {
  #scope: string | undefined;
  #kept = new Map<number, Kept>();

  constructor(private readonly now: () => number) {}

  read(queries: readonly QueryData[], scope: string): PanelReading {
    if (scope !== this.#scope) {
      this.#scope = scope;
      this.#kept = new Map();
    }
    queries.forEach((query, index) => {
      if (query.data !== undefined && this.#kept.get(index)?.data !== query.data) {
        this.#kept.set(index, { data: query.data, at: this.now() });
      }
    });
    const errors = queries.flatMap((query) => (query.error ? [query.error] : []));
    const times = queries.flatMap((_, index) => this.#kept.get(index)?.at ?? []);
    const oldest = times.length === 0 ? undefined : Math.min(...times);
    return {
      results: queries.flatMap((query, index) => {
        const kept = this.#kept.get(index);
        return kept ? [{ definition: query.definition, data: kept.data }] : [];
      }),
      errors,
      staleSince: errors.length > 0 ? this.#staleSince(queries) : undefined,
      updatedAt: oldest,
      isWaiting: queries.some((query) => query.isFetching || (query.isLoading && !query.error)),
    };
  }

  #staleSince(queries: readonly QueryData[]): number | undefined {
    const times = queries.flatMap((query, index) => (query.error ? (this.#kept.get(index)?.at ?? []) : []));
    return times.length === 0 ? undefined : Math.min(...times);
  }
}
