import { useCallback, useSyncExternalStore, type RefObject } from 'react';

function subscribe(listener: () => void): () => void {
  document.addEventListener('fullscreenchange', listener);
  return () => document.removeEventListener('fullscreenchange', listener);
}

/** Full screen of one element: nothing but the dashboard. The browser's Escape leaves it. */
export function useFullScreen(ref: RefObject<HTMLElement>): { isFull: boolean; toggle: () => void } {
  const isFull = useSyncExternalStore(subscribe, () => document.fullscreenElement !== null);
  const toggle = useCallback(() => {
    // A browser may refuse, an embedded page for one: then the page stays as it is.
    if (document.fullscreenElement) void document.exitFullscreen();
    else ref.current?.requestFullscreen().catch(() => undefined);
  }, [ref]);
  return { isFull, toggle };
}
