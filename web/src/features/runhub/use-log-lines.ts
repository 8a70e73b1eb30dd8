import { useEffect, useMemo } from 'react';
import { useInfiniteQuery, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
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
import type { LogPage } from './run';

const FILTERED_PAGE = 500;
/** Filtered lines are read on when fewer than this many wait below what is in sight. */
const READ_AHEAD = 200;
const KEPT_MS = 10 * 60_000;

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
      queryFn: ({ signal }: { signal?: AbortSignal }) => readBlock(client, address, block, signal),
    })),
  });

  // A block that was read before its last lines were written is read once more.
  const lacking = wanted.find((block, index) => {
    const result = results[index];
    return result?.data !== undefined && !result.isFetching && lacksLines(block, result.data, extent);
  });
  useEffect(() => {
    if (lacking === undefined) return undefined;
    const timer = setTimeout(() => void client.invalidateQueries(blockKey(address, lacking), { exact: true }), 1000);
    return () => clearTimeout(timer);
  }, [client, address, lacking, extent.last]);

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

  // A filtered log that grows is read again from time to time rather than line by line.
  const readUpTo = query.data?.pages.at(-1)?.last_seq ?? extent.last;
  const hasGrown = isFilterOn(filter) && query.isSuccess && extent.last > readUpTo && !query.isFetching;
  useEffect(() => {
    if (!hasGrown) return undefined;
    const timer = setTimeout(() => void refetch(), 1000);
    return () => clearTimeout(timer);
  }, [hasGrown, refetch]);

  return {
    rows,
    extent,
    isPartial: hasNextPage,
    error: query.error,
    retry: () => void refetch(),
  };
}
