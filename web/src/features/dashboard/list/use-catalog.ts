import { useInfiniteQuery, useQuery, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { api, read } from '@/api/client';
import { useKeptFresh } from '@/api/live';
import { useEnvironments } from '@/api/queries/environments';
import { usePreferences } from '@/api/preferences';
import { RESOURCES } from '@/api/resources';
import { nextCursor, readCursor, type Catalog } from '../dashboard-api';
import type { CatalogFilter } from './catalog-filter';

const PAGE = 20;

type State = 'live' | 'archived';

export function usePageSize(): number {
  return usePreferences().pagination_limit ?? PAGE;
}

/** The dashboards of a project that match, a page after the other. The order in the list holds while one reads it. */
export function useCatalog(
  project: string,
  filter: CatalogFilter,
  state: State = 'live',
): UseInfiniteQueryResult<Catalog> {
  const limit = usePageSize();
  const catalog = RESOURCES.catalog(project, state, filter, limit);
  useKeptFresh(catalog);
  return useInfiniteQuery({
    queryKey: catalog.key,
    keepPreviousData: true,
    queryFn: ({ pageParam, signal }) =>
      read(
        api.GET('/api/v1/projects/{project}/catalog', {
          params: {
            path: { project },
            query: {
              limit,
              cursor: readCursor(pageParam),
              q: filter.text === '' ? undefined : filter.text,
              state: state === 'archived' ? 'archived' : filter.state,
              tag: filter.tags,
              owner: filter.owner,
              health: filter.health,
              sort: filter.sort,
            },
          },
          ...(signal && { signal }),
        }),
      ),
    getNextPageParam: (page) => nextCursor(page.next_cursor),
  });
}

type Overview = { failing: number; warning: number; checkedAt: string | undefined };

/** How the built-in dashboards of a project are, whatever the list is filtered by. */
export function useHealthOverview(project: string): Overview | undefined {
  const { data } = useEnvironments(project);
  const builtin = data?.find((environment) => environment.kind === 'builtin');
  return builtin && { failing: builtin.counts.fail, warning: builtin.counts.warn, checkedAt: builtin.last_checked_at };
}

/** How many dashboards have changed since a moment, counted by the server over all of them. */
export function useChangedSince(project: string, since: Date): number | undefined {
  const changed = RESOURCES.changedSince(project, since.toISOString());
  useKeptFresh(changed);
  const { data } = useQuery({
    queryKey: changed.key,
    queryFn: ({ signal }) =>
      read(
        api.GET('/api/v1/projects/{project}/catalog', {
          params: { path: { project }, query: { limit: 1, changed_since: since.toISOString() } },
          signal,
        }),
      ),
  });
  return data?.counts.changed;
}
