import { useEffect, useSyncExternalStore } from 'react';

let title: string | undefined;
const listeners = new Set<() => void>();

function setPageTitle(next: string | undefined): void {
  title = next;
  for (const listener of listeners) listener();
}

/** Names the page, for the tab of the browser and for readers of the screen, as long as it is there. */
export function useNamesPage(name: string): void {
  useEffect(() => {
    setPageTitle(name);
    return () => setPageTitle(undefined);
  }, [name]);
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
