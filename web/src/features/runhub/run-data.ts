import { useInfiniteQuery, useQuery, type UseInfiniteQueryResult, type UseQueryResult } from '@tanstack/react-query';
import { api, read, type Schema } from '@/api/client';
import { useInvalidateOn } from '@/api/live';
import { viewQuery, type ItemView } from './item-groups';
import type { RunDetail } from './run';

type ItemPage = Schema<'ItemPage'>;

const ITEMS_PAGE = 100;

function runKey(project: string, id: string): readonly unknown[] {
  return ['run', project, id];
}

export function useRun(project: string, id: string): UseQueryResult<RunDetail> {
  return useQuery({
    queryKey: [...runKey(project, id), 'detail'],
    queryFn: ({ signal }) =>
      read(api.GET('/api/v1/projects/{project}/runs/{id}', { params: { path: { project, id } }, signal })),
  });
}

export function useRunItems(project: string, id: string, view: ItemView): UseInfiniteQueryResult<ItemPage> {
  return useInfiniteQuery({
    queryKey: [...runKey(project, id), 'items', view],
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
  return useInvalidateOn(
    ['run', 'run.item'],
    runKey(project, id),
    ({ data }) => data['id'] === id || data['run_id'] === id,
  );
}
