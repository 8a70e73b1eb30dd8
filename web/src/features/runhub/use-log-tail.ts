import { useEffect, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { addLines, noteExtent, readLogPage, type LogAddress } from './log-cache';
import { readLogLine } from './log-event';
import type { LogLine } from './run';

/** live: lines come as they are written. polling: streams are cut on the way, so the log is asked every 5 s. */
export type TailState = 'off' | 'live' | 'connecting' | 'polling';

const POLL_MS = 5000;
/** Without an open stream for this long, streams count as cut. */
const CUT_AFTER_MS = 8000;
/** Lines that come within one frame or two are drawn together. */
const GATHER_MS = 80;
const PAGE = 1000;

/** Follows a log that is still being written: by stream, and by asking when streams do not come through. */
export function useLogTail(address: LogAddress, after: number, isOn: boolean, onRunChange: () => void): TailState {
  const client = useQueryClient();
  const [state, setState] = useState<TailState>('connecting');
  const latest = useRef({ after, onRunChange });
  useEffect(() => {
    latest.current = { after, onRunChange };
  });
  const { project, run } = address;

  useEffect(() => {
    if (!isOn) return undefined;
    const log: LogAddress = { project, run };
    let waiting: LogLine[] = [];
    let gather: ReturnType<typeof setTimeout> | undefined;
    let poll: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;

    const flush = (): void => {
      gather = undefined;
      addLines(client, log, waiting);
      waiting = [];
    };
    const ask = async (): Promise<void> => {
      const page = await readLogPage(log, { after: latest.current.after, limit: PAGE }).catch(() => undefined);
      if (isOver) return;
      if (page) {
        addLines(client, log, page.lines);
        noteExtent(client, log, { first: page.first_seq, last: page.last_seq, isComplete: page.complete });
        if (page.complete) latest.current.onRunChange();
      }
      poll = setTimeout(() => void ask(), page && page.lines.length === PAGE ? 0 : POLL_MS);
    };
    const giveUp = (): void => {
      source.close();
      setState('polling');
      void ask();
    };

    const source = new EventSource(
      `/api/v1/projects/${encodeURIComponent(project)}/events?run=${run}&after=${latest.current.after}`,
    );
    let cut = setTimeout(giveUp, CUT_AFTER_MS);
    source.addEventListener('open', () => {
      clearTimeout(cut);
      setState('live');
    });
    source.addEventListener('error', () => {
      if (isOver) return;
      setState('connecting');
      clearTimeout(cut);
      if (source.readyState === EventSource.CLOSED) giveUp();
      else cut = setTimeout(giveUp, CUT_AFTER_MS);
    });
    source.addEventListener('log', (event: MessageEvent<string>) => {
      const line = readLogLine(event.data);
      if (line) waiting.push(line);
      gather ??= setTimeout(flush, GATHER_MS);
    });
    source.addEventListener('run', () => latest.current.onRunChange());
    source.addEventListener('resync', () => latest.current.onRunChange());

    return () => {
      isOver = true;
      source.close();
      for (const timer of [gather, poll, cut]) clearTimeout(timer);
      if (waiting.length > 0) addLines(client, log, waiting);
    };
  }, [client, project, run, isOn]);

  return isOn ? state : 'off';
}
