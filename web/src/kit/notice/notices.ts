import { useSyncExternalStore } from 'react';

export type Notice = {
  /** What came of it: 'The check did not start'. */
  title: string;
  /** Why. */
  text?: string;
};

export type ShownNotice = Notice & { id: number };

/** More would hide the page. */
const MOST = 3;

let shown: readonly ShownNotice[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly ShownNotice[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Says something about what was just done and has no place of its own. The same again takes the place of the first. */
export function showNotice(notice: Notice): void {
  lastId += 1;
  const others = shown.filter(({ title, text }) => title !== notice.title || text !== notice.text);
  set([...others, { ...notice, id: lastId }].slice(-MOST));
}

export function closeNotice(id: number): void {
  set(shown.filter((notice) => notice.id !== id));
}

export function useNotices(): readonly ShownNotice[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
}
