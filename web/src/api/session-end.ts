import { useSyncExternalStore } from 'react';

let isOver = false;
const listeners = new Set<() => void>();

function set(next: boolean): void {
  isOver = next;
  for (const listener of [...listeners]) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The session ended below unsaved work: the page stays, and asks for the sign-in in its place. */
export function askForSignIn(): void {
  set(true);
}

/** Nobody is asked any more: the sign-in came, has a page of its own, or waits until the server refuses the next request. */
export function endAsking(): void {
  set(false);
}

export function useIsAskedForSignIn(): boolean {
  return useSyncExternalStore(subscribe, () => isOver);
}
