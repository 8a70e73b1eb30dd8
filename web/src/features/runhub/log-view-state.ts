import { useMemo, useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { logLevelValues } from '@/api/schema.gen';
import { readAnchor, writeAnchor, type LineAnchor } from './log-anchor';
import { LOG_TIMES, type LogTimes } from './log-words';
import type { LogLevel } from './run';
import type { LogFilter } from './log-lines';

/** What the address says about the log: search, filter and the chosen lines. */
export type LogAddressState = { query: string; filter: LogFilter; anchor: LineAnchor | undefined };

export type LogAddressControl = LogAddressState & {
  setQuery: (query: string) => void;
  setLevels: (levels: readonly LogLevel[]) => void;
  setItem: (item: number | undefined) => void;
  setAnchor: (anchor: LineAnchor | undefined) => void;
};

function readItem(text: string | null): number | undefined {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

export function useLogAddress(): LogAddressControl {
  const { search, hash } = useLocation();
  const navigate = useNavigate();
  const params = new URLSearchParams(search);
  const anchor = useMemo(() => readAnchor(hash), [hash]);
  const levels = (params.get('level') ?? '').toUpperCase().split(',');

  // Typing and pressing lines change the address in place: Back leads out of the run, not through every letter.
  const go = (change: (next: URLSearchParams) => void, nextHash = hash): void => {
    const next = new URLSearchParams(search);
    change(next);
    navigate({ search: next.toString(), hash: nextHash }, { replace: true, preventScrollReset: true });
  };
  const set = (name: string, value: string): void =>
    go((next) => (value === '' ? next.delete(name) : next.set(name, value)));

  return {
    query: params.get('find') ?? '',
    filter: { levels: logLevelValues.filter((level) => levels.includes(level)), item: readItem(params.get('item')) },
    anchor,
    setQuery: (query) => set('find', query),
    setLevels: (next) => set('level', next.join(',').toLowerCase()),
    setItem: (item) => set('item', item === undefined ? '' : String(item)),
    setAnchor: (anchor) => go(() => undefined, anchor ? writeAnchor(anchor) : ''),
  };
}

const WRAP_KEY = 'dashkeep.log.wrap';
const TIMES_KEY = 'dashkeep.log.times';

function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is closed: it holds for this page only.
  }
}

export type LogLook = {
  isWrapped: boolean;
  toggleWrap: () => void;
  times: LogTimes;
  setTimes: (times: LogTimes) => void;
};

/** How a person reads logs on this machine: wrapped or not, which times. */
export function useLogLook(isPhone: boolean): LogLook {
  const [isWrapped, setIsWrapped] = useState(() => (readStored(WRAP_KEY) ?? (isPhone ? 'on' : 'off')) === 'on');
  const [times, setTimes] = useState<LogTimes>(
    () => LOG_TIMES.find((known) => known === readStored(TIMES_KEY)) ?? 'clock',
  );
  return {
    isWrapped,
    toggleWrap: () => {
      store(WRAP_KEY, isWrapped ? 'off' : 'on');
      setIsWrapped(!isWrapped);
    },
    times,
    setTimes: (next) => {
      store(TIMES_KEY, next);
      setTimes(next);
    },
  };
}
