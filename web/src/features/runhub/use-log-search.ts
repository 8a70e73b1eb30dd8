import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api, read } from '@/api/client';
import { useIsPaused } from '@/api/live';
import { logKey, type LogAddress } from './log-cache';
import type { LogFilter } from './log-lines';
import { matchFrom, matchLabel, nextMatch } from './log-search';

const LIVE_MS = 3000;

export type LogSearch = {
  /** '2 of 7' */
  label: string;
  hasMatches: boolean;
  isError: boolean;
  /** The matches are those of the text, not of the one before. */
  isAnswered: boolean;
  current: number | undefined;
  /** The number of the line that was jumped to; undefined when nothing matches. */
  jump: (step: 1 | -1, from: number | undefined) => number | undefined;
};

/** The search over the whole log happens on the server: it finds what is not loaded, also while the log grows. */
export function useLogSearch(address: LogAddress, text: string, filter: LogFilter, isGrowing: boolean): LogSearch {
  const isPaused = useIsPaused();
  const [current, setCurrent] = useState<{ text: string; seq: number }>();
  const { data, isError, isSuccess, isPreviousData } = useQuery({
    queryKey: [...logKey(address), 'search', text, filter.levels, filter.item],
    enabled: text !== '',
    keepPreviousData: text !== '',
    staleTime: isGrowing ? 0 : Infinity,
    refetchInterval: isGrowing && !isPaused ? LIVE_MS : false,
    queryFn: ({ signal }) => {
      const query = {
        q: text,
        ...(filter.levels.length === 0 ? {} : { level: [...filter.levels] }),
        ...(filter.item === undefined ? {} : { item: filter.item }),
      };
      const params = { path: { project: address.project, id: address.run }, query };
      return read(api.GET('/api/v1/projects/{project}/runs/{id}/logs/search', { params, signal }));
    },
  });
  const matches = text === '' ? undefined : data;
  const at = current?.text === text ? current.seq : undefined;
  return {
    label: isError ? 'search failed' : matchLabel(matches, at),
    hasMatches: (matches?.total ?? 0) > 0,
    isError,
    isAnswered: isSuccess && !isPreviousData,
    current: at,
    jump: (step, from) => {
      const seqs = matches?.seqs ?? [];
      const next = at === undefined && step === 1 ? matchFrom(seqs, from ?? 0) : nextMatch(seqs, at ?? from, step);
      if (next !== undefined) setCurrent({ text, seq: next });
      return next;
    },
  };
}
