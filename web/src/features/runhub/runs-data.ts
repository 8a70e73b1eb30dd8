import { useRef } from 'react';
import {
  useInfiniteQuery,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { api, read } from '@/api/client';
import { useIsPaused, useKeptFresh, useProjectEvents } from '@/api/live';
import { RESOURCES } from '@/api/resources';
import { useFading } from '@/kit/table/use-fading';
import { isFinished } from '@/kit/status/status-table';
import { oneAtATime } from '@/lib/one-at-a-time';
import { patchRows, readRunChange, refreshRows, waitingRows, type RunChange } from './live-rows';
import type { Run, RunPage, RunsSummary } from './run';
import {
  isCutByTime,
  rangeBounds,
  wantedStatuses,
  writeRunsFilter,
  type RunsFilter,
  type RunsRange,
} from './runs-filter';

export const HUB_PAGE = 50;

async function readPage(
  project: string,
  filter: RunsFilter,
  cursor: string | undefined,
  signal?: AbortSignal,
): Promise<RunPage> {
  const statuses = wantedStatuses(filter);
  // Tab and filter exclude each other: nothing can match, and an empty list would mean 'all' to the server.
  if (statuses?.length === 0) return { items: [] };
  const bounds = isCutByTime(filter.tab) ? rangeBounds(filter.range, new Date()) : undefined;
  const query = {
    limit: HUB_PAGE,
    cursor,
    q: filter.text === '' ? undefined : filter.text,
    status: statuses,
    operation: filter.operations.length === 0 ? undefined : [...filter.operations],
    trigger: filter.triggers.length === 0 ? undefined : [...filter.triggers],
    initiator: filter.startedBy === '' ? undefined : filter.startedBy,
    from: bounds?.from.toISOString(),
    to: bounds?.to?.toISOString(),
  };
  return read(
    api.GET('/api/v1/projects/{project}/runs', { params: { path: { project }, query }, signal: signal ?? null }),
  );
}

type RunPages = InfiniteData<RunPage>;

function patchPages(pages: RunPages | undefined, change: RunChange): RunPages | undefined {
  return (
    pages && { ...pages, pages: pages.pages.map((page) => ({ ...page, items: [...patchRows(page.items, change)] })) }
  );
}

function refreshPages(pages: RunPages, fresh: readonly Run[]): RunPages {
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, items: [...refreshRows(page.items, fresh)] })) };
}

/** A run as it is now; undefined when it is not there any more. */
async function readRun(project: string, id: string): Promise<Run | undefined> {
  const answer = read(api.GET('/api/v1/projects/{project}/runs/{id}', { params: { path: { project, id } } }));
  return answer.then(
    ({ run }) => run,
    () => undefined,
  );
}

/**
 * The shown rows as they are now: those of the newest page, the pages after the first once more, and one by one the runs
 * that were going and are in none of them, such as one that has ended, among those that are active.
 */
async function readShown(
  project: string,
  filter: RunsFilter,
  { pages, pageParams }: RunPages,
  newest: RunPage,
): Promise<readonly Run[]> {
  const cursors = pageParams.slice(1).filter((cursor) => typeof cursor === 'string');
  const again = await Promise.all(cursors.map((cursor) => readPage(project, filter, cursor)));
  const found = [newest, ...again].flatMap(({ items }) => items);
  const ids = new Set(found.map(({ id }) => id));
  const lost = pages.flatMap(({ items }) => items.filter((run) => !isFinished(run.status) && !ids.has(run.id)));
  const alone = await Promise.all(lost.map(({ id }) => readRun(project, id)));
  return [...found, ...alone.filter((run) => run !== undefined)];
}

export type RunList = {
  query: UseInfiniteQueryResult<RunPage>;
  rows: readonly Run[];
  /** How many newer runs wait to be shown. */
  waiting: number;
  /** Still more than that may wait: no more were read. */
  mayBeMore: boolean;
  showWaiting: () => void;
  isChanged: (run: Run) => boolean;
};

/**
 * The runs of a filter, alive. What is shown changes in place; the newest page is read beside it, so that new
 * runs are counted and wait until somebody asks for them.
 */
export function useRunList(project: string, filter: RunsFilter): RunList {
  const client = useQueryClient();
  const { isFading, fade } = useFading();
  const address = writeRunsFilter(filter).toString();
  const shownKey = ['runs', project, 'shown', address];
  const newestRuns = RESOURCES.newestRuns(project, address);
  const newestKey = newestRuns.key;
  const query = useInfiniteQuery({
    queryKey: shownKey,
    staleTime: Infinity,
    getNextPageParam: (page: RunPage) => page.next_cursor,
    queryFn: async ({ pageParam, signal }) => {
      const cursor = typeof pageParam === 'string' ? pageParam : undefined;
      const page = await readPage(project, filter, cursor, signal);
      if (cursor === undefined) client.setQueryData(newestKey, page);
      return page;
    },
  });
  const newest = useQuery({
    queryKey: newestKey,
    enabled: query.isSuccess,
    refetchOnMount: 'always',
    queryFn: ({ signal }) => readPage(project, filter, undefined, signal),
  });
  useKeptFresh(newestRuns);

  const shown = query.data?.pages.flatMap((page) => page.items) ?? [];
  const fresh = newest.data?.items ?? [];
  const rows = refreshRows(shown, fresh);

  const waiting = waitingRows(shown, fresh, query.hasNextPage ?? false).length;
  const { current: inTurn } = useRef(oneAtATime());
  const readAgain = async (): Promise<void> => {
    const pages = client.getQueryData<RunPages>(shownKey);
    if (!pages) return;
    const { data } = await newest.refetch({ throwOnError: true });
    if (!data) return;
    const now = await readShown(project, filter, pages, data);
    client.setQueryData<RunPages>(shownKey, (shownPages) => shownPages && refreshPages(shownPages, now));
  };
  useProjectEvents(
    ['run'],
    (event) => {
      const change = readRunChange(event.data);
      if (!change) return;
      const was = rows.find((row) => row.id === change.id);
      if (!was) return;
      client.setQueryData<RunPages>(shownKey, (pages) => patchPages(pages, change));
      client.setQueryData<RunPage>(newestKey, (page) => page && { ...page, items: [...patchRows(page.items, change)] });
      if (change.status !== undefined && change.status !== was.status) fade(change.id);
    },
    // A page that cannot be read now is read with the next news.
    () => void inTurn(readAgain),
  );

  return {
    query,
    rows,
    waiting,
    mayBeMore: waiting === fresh.length && newest.data?.next_cursor !== undefined,
    showWaiting: () => {
      if (newest.data) client.setQueryData<RunPages>(shownKey, { pages: [newest.data], pageParams: [undefined] });
    },
    isChanged: (run) => isFading(run.id),
  };
}

/** The counts of the tabs and the runs over time. */
export function useRunsSummary(project: string, range: RunsRange, buckets: number): UseQueryResult<RunsSummary> {
  const isPaused = useIsPaused();
  const rangeKey = range.kind === 'preset' ? range.preset : `${range.from.toISOString()}/${range.to.toISOString()}`;
  const summary = RESOURCES.runsSummary(project, rangeKey, buckets);
  useKeptFresh(summary);
  return useQuery({
    queryKey: summary.key,
    keepPreviousData: true,
    // The strip moves on by itself, also when nothing happens.
    refetchInterval: isPaused ? false : 60_000,
    queryFn: ({ signal }) => {
      const bounds = rangeBounds(range, new Date());
      const query = { buckets, from: bounds.from.toISOString(), to: bounds.to?.toISOString() };
      return read(api.GET('/api/v1/projects/{project}/runs/summary', { params: { path: { project }, query }, signal }));
    },
  });
}
