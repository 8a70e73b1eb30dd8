import { useCallback, useEffect, useRef } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useLatest } from '@/lib/use-latest';
import { isApiError } from '@/api/api-error';
import { useIsPaused, useProjectEvents, useStreamState } from '@/api/live';
import { addLines, noteExtent, readLogPage, type LogAddress } from './log-cache';

/** live: lines come as they are written. polling: streams are cut on the way, so the log is asked every 5 s. */
export type TailState = 'off' | 'live' | 'connecting' | 'polling' | 'paused';

/** News that come this soon one after the other are one reading. */
const GATHER_MS = 80;
/** After a reading that failed, another one. */
const AGAIN_MS = 5000;
const PAGE = 1000;

/**
 * Follows a log that is still being written. The page's stream says that it has grown, and what is new is read: so a
 * log needs no connection of its own, rests when the page does, and stands still while it is paused.
 */
export function useLogTail(address: LogAddress, after: number, isOn: boolean, onRunChange: () => void): TailState {
  const stream = useStreamState();
  const isPaused = useIsPaused();
  const { project, run } = address;
  const read = useReading({ project, run }, after, isOn && !isPaused, onRunChange);
  useProjectEvents(
    ['run', 'run.log'],
    ({ data }) => {
      if (data['run_id'] === run || data['id'] === run) read();
    },
    read,
  );
  if (!isOn) return 'off';
  switch (stream.state) {
    case 'live':
    case 'polling':
    case 'paused':
      return stream.state;
    case 'connecting':
    case 'reconnecting':
    case 'stale':
      return 'connecting';
  }
}

/** A log that one may not read, or that is gone: only news of it are a reason to ask again. */
function isOutOfReach(error: unknown): boolean {
  return isApiError(error) && (error.status === 403 || error.status === 404);
}

/** Gives what reads the lines after those that are known: once for a burst, and never twice at a time. */
function useReading(address: LogAddress, after: number, isOn: boolean, onRunChange: () => void): () => void {
  const client = useQueryClient();
  const linesAfter = useLatest(() => after);
  const tellRunChange = useLatest(onRunChange);
  const start = useRef<() => void>();
  const { project, run } = address;

  useEffect(() => {
    if (!isOn) return undefined;
    const log: LogAddress = { project, run };
    const control = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isReading = false;
    let isWantedAgain = false;

    /** True when more lines wait. */
    const readOn = async (): Promise<boolean> => {
      const page = await readLogPage(log, { after: linesAfter(), limit: PAGE }, control.signal);
      addLines(client, log, page.lines);
      noteExtent(client, log, { first: page.first_seq, last: page.last_seq, isComplete: page.complete });
      if (page.complete) tellRunChange();
      return page.lines.length === PAGE;
    };
    const go = async (): Promise<void> => {
      timer = undefined;
      isReading = true;
      isWantedAgain = false;
      const next = await readOn().then(
        (hasMore) => (hasMore || isWantedAgain ? GATHER_MS : undefined),
        (error: unknown) => (isOutOfReach(error) ? undefined : AGAIN_MS),
      );
      isReading = false;
      if (!control.signal.aborted && next !== undefined) timer = setTimeout(() => void go(), next);
    };
    start.current = () => {
      isWantedAgain = true;
      if (!isReading) timer ??= setTimeout(() => void go(), GATHER_MS);
    };
    start.current();
    return () => {
      start.current = undefined;
      control.abort();
      clearTimeout(timer);
    };
  }, [client, project, run, isOn, linesAfter, tellRunChange]);

  return useCallback(() => start.current?.(), []);
}
