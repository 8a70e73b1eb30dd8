import { useInfiniteQuery, useQuery, type UseInfiniteQueryResult, type UseQueryResult } from '@tanstack/react-query';
import { api, read, type Schema } from '@/api/client';
import { useKeptFresh } from '@/api/live';
import { runDetailQuery } from '@/api/queries/runs';
import { RESOURCES } from '@/api/resources';
import { viewQuery, type ItemView } from './item-groups';
import type { RunDetail } from './run';

type ItemPage = Schema<'ItemPage'>;

const ITEMS_PAGE = 100;

/** A run; `useRunLive` keeps it fresh together with its items. */
export function useRun(project: string, id: string): UseQueryResult<RunDetail> {
  return useQuery(runDetailQuery(project, id));
}

export function useRunItems(project: string, id: string, view: ItemView): UseInfiniteQueryResult<ItemPage> {
  return useInfiniteQuery({
    queryKey: [...RESOURCES.run(project, id).key, 'items', view],
    keepPreviousData: true,
    getNextPageParam: (page: ItemPage) => page.next_cursor,
    queryFn: ({ pageParam, signal }) => {
      const cursor = typeof pageParam === 'string' ? pageParam : undefined;
      const query = { limit: ITEMS_PAGE, cursor, ...viewQuery(view) };
      return read(
        api.GET('/api/v1/projects/{project}/runs/{id}/items', { params: { path: { project, id }, query }, signal }),
      );
    },
  });
}

/** Reads the run and its items again when they change; bursts are one reading. Gives the same for other news. */
export function useRunLive(project: string, id: string): () => void {
  return useKeptFresh(RESOURCES.run(project, id));
}
