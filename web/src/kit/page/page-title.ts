import { useSyncExternalStore } from 'react';

let title: string | undefined;
const listeners = new Set<() => void>();

export function setPageTitle(next: string | undefined): void {
  title = next;
  for (const listener of listeners) listener();
}

/** The name that the page gave itself; the shell adds the worst state and the count. */
export function usePageTitle(): string | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => title,
  );
}
