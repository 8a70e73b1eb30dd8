import { useSyncExternalStore } from 'react';

/** What was just done to a dashboard, with the way back. It stands on the list of its project until it is closed. */
export type Notice = {
  project: string;
  title: string;
  undo?: { label: string; run: () => Promise<void> };
  /** The check that the title speaks of. When it is over `then` is said, or nothing. */
  check?: { project: string; run: string; then?: string };
};

let current: Notice | undefined;
const listeners = new Set<() => void>();

export function setNotice(notice: Notice | undefined): void {
  current = notice;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What is to be said on the list of a project. */
export function useNotice(project: string): Notice | undefined {
  const notice = useSyncExternalStore(subscribe, () => current);
  return notice?.project === project ? notice : undefined;
}
