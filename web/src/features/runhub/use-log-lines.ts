import { useEffect, useMemo } from 'react';
import { useInfiniteQuery, useQueries, useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { blockKey, extentKey, logKey, readBlock, readLogPage, type LogAddress } from './log-cache';
import {
  allRows,
  blocksBetween,
  EMPTY_LOG,
  filteredRows,
  growExtent,
  isFilterOn,
  lacksLines,
  type LogExtent,
  type LogFilter,
  type LogRows,
} from './log-lines';
import type { LogLine, LogPage } from './run';

const FILTERED_PAGE = 500;
/** Filtered lines are read on when fewer than this many wait below what is in sight. */
const READ_AHEAD = 200;
const KEPT_MS = 10 * 60_000;
/** Lines that were not written yet when they were read are asked for again after so long. */
const AGAIN_MS = 1000;

export type LogState = {
  rows: LogRows;
  extent: LogExtent;
  /** More filtered lines are on the server than are loaded. */
  isPartial: boolean;
  error: unknown;
  retry: () => void;
};

type SeqRange = { from: number; to: number };

/** How far the log is known to reach: from the run's record, from every page, from the stream. */
export function useLogExtent(address: LogAddress, known: LogExtent): LogExtent {
  const { data = EMPTY_LOG } = useQuery<LogExtent>({ queryKey: extentKey(address), enabled: false });
  return growExtent(known, data);
}

/** All lines: what is in sight is read, the rest has its place. */
export function useAllLines(address: LogAddress, extent: LogExtent, visible: SeqRange, isOn: boolean): LogState {
  const client = useQueryClient();
  const wanted =
    isOn && extent.last > 0 ? blocksBetween(Math.max(1, visible.from), Math.min(extent.last, visible.to)) : [];
  const results = useQueries({
    queries: wanted.map((block) => ({
      queryKey: blockKey(address, block),
      staleTime: Infinity,
      cacheTime: KEPT_MS,
      // A block that was read before its last lines were written is read once more.
      refetchInterval: (lines: readonly LogLine[] | undefined): number | false =>
        lines !== undefined && lacksLines(block, lines, extent) ? AGAIN_MS : false,
      queryFn: ({ signal }: { signal?: AbortSignal }) => readBlock(client, address, block, signal),
    })),
  });

  // The same rows while nothing was read: what draws them can then stay as it is.
  const state = `${extent.first}-${extent.last} ${wanted.map((block, index) => `${block}@${results[index]?.dataUpdatedAt ?? 0}`).join(' ')}`;
  const rows = useMemo(
    () => allRows(extent, new Map(wanted.map((block, index) => [block, results[index]?.data ?? []]))),
    // `state` stands for all that the rows are made of.
    // oxlint-disable-next-line react/exhaustive-deps
    [state],
  );

  return {
    rows,
    extent,
    isPartial: false,
    error: results.find((result) => result.error)?.error,
    retry: () => void client.invalidateQueries(logKey(address)),
  };
}

/** Only the lines of a filter, from the first on; read further as somebody scrolls down. */
export function useFilteredLines(
  address: LogAddress,
  extent: LogExtent,
  filter: LogFilter,
  lastVisibleRow: number,
): LogState {
  const query = useInfiniteQuery({
    queryKey: [...logKey(address), 'filtered', filter.levels, filter.item],
    enabled: isFilterOn(filter),
    staleTime: Infinity,
    // A filtered log that grows is read again from time to time rather than line by line.
    refetchInterval: (found: InfiniteData<LogPage> | undefined): number | false =>
      extent.last > (found?.pages.at(-1)?.last_seq ?? extent.last) ? AGAIN_MS : false,
    queryFn: ({ pageParam, signal }) =>
      readLogPage(
        address,
        {
          after: typeof pageParam === 'number' ? pageParam : 0,
          limit: FILTERED_PAGE,
          ...(filter.levels.length === 0 ? {} : { level: [...filter.levels] }),
          ...(filter.item === undefined ? {} : { item: filter.item }),
        },
        signal,
      ),
    getNextPageParam: (page: LogPage) => (page.lines.length < FILTERED_PAGE ? undefined : page.lines.at(-1)?.seq),
  });
  const { data } = query;
  const rows = useMemo(() => filteredRows(data?.pages.flatMap((page) => page.lines) ?? []), [data]);
  const { hasNextPage = false, isFetchingNextPage, fetchNextPage, refetch } = query;
  const isNearEnd = lastVisibleRow + READ_AHEAD >= rows.count;
  useEffect(() => {
    if (hasNextPage && isNearEnd && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isNearEnd, isFetchingNextPage, fetchNextPage]);

  return {
    rows,
    extent,
    isPartial: hasNextPage,
    error: query.error,
    retry: () => void refetch(),
  };
}
