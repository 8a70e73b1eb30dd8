import { useSyncExternalStore } from 'react';

export type Notice = {
  /** What came of it: 'The check did not start', '2 dashboards are in the bin'. */
  title: string;
  /** Why. */
  text?: string;
  /** The way back. */
  undo?: { label: string; run: () => Promise<void> };
  /**
   * The page that it belongs to, by its address: it stands there until it is closed or the next one of that page comes.
   * Without a page it stands at the foot of the window for a while.
   */
  page?: string;
  /** The work that the title speaks of, by an id that its page knows. When it is over `then` is said, or nothing. */
  during?: { id: string; then?: string };
};

export type ShownNotice = Notice & { id: number };

/** More would hide the page. */
const MOST = 3;
/** At the foot of the window: long enough to be read twice. */
const SHOWN_MS = 12_000;

let shown: readonly ShownNotice[] = [];
let lastId = 0;
const listeners = new Set<() => void>();
const timers = new Map<number, ReturnType<typeof setTimeout>>();

function set(next: readonly ShownNotice[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** A page says one thing; at the foot of the window the same again takes the place of the first. */
function isReplacedBy(notice: Notice): (other: Notice) => boolean {
  return (other) =>
    notice.page === undefined
      ? other.page === undefined && other.title === notice.title && other.text === notice.text
      : other.page === notice.page;
}

/** Says something about what was just done and has no place of its own, with the way back. */
export function showNotice(notice: Notice): void {
  lastId += 1;
  const isReplaced = isReplacedBy(notice);
  const others = shown.filter((other) => !isReplaced(other));
  const loose = others.filter(({ page }) => page === undefined);
  const room = notice.page === undefined ? MOST - 1 : MOST;
  const tooOld = new Set(loose.slice(0, Math.max(0, loose.length - room)));
  set([...others.filter((other) => !tooOld.has(other)), { ...notice, id: lastId }]);
  if (notice.page === undefined) releaseNotice(lastId);
}

/** It stays while somebody reads it or takes its way back. */
export function holdNotice(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
}

/** From now on it stands for its while. */
export function releaseNotice(id: number): void {
  holdNotice(id);
  timers.set(
    id,
    setTimeout(() => closeNotice(id), SHOWN_MS),
  );
}

export function closeNotice(id: number): void {
  holdNotice(id);
  set(shown.filter((notice) => notice.id !== id));
}

/** The notices of a page, oldest first; without one those at the foot of the window. */
export function useNotices(page?: string): readonly ShownNotice[] {
  const all = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
  return all.filter((notice) => notice.page === page);
}
