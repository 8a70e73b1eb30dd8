import { useEffect, useRef } from 'react';
import {
  useInfiniteQuery,
  useQuery,
  useQueryClient,
  type UseInfiniteQueryResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { api, read, type Schema } from '@/api/client';
import { useProjectEvents } from '@/api/live';
import { viewStatuses, type ItemView } from './item-groups';
import type { RunDetail } from './run';

type ItemPage = Schema<'ItemPage'>;

const ITEMS_PAGE = 100;
const GATHER_MS = 400;

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
      const query = { limit: ITEMS_PAGE, cursor, status: viewStatuses(view) };
      return read(
        api.GET('/api/v1/projects/{project}/runs/{id}/items', { params: { path: { project, id }, query }, signal }),
      );
    },
  });
}

/** Reads the run and its items again when they change; bursts are one reading. Gives the same for other news. */
export function useRunLive(project: string, id: string): () => void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  const gather = (): void => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void client.invalidateQueries(runKey(project, id));
    }, GATHER_MS);
  };
  useProjectEvents(
    ['run', 'run.item'],
    (event) => {
      if (event.data['id'] === id || event.data['run_id'] === id) gather();
    },
    gather,
  );
  return gather;
}
