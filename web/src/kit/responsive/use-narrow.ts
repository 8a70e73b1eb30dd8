import { useCallback, useSyncExternalStore } from 'react';
import { BREAKPOINTS } from '@/kit/theme/tokens';

type Breakpoint = keyof typeof BREAKPOINTS;

function queryOf(breakpoint: Breakpoint): MediaQueryList {
  return window.matchMedia(`(max-width: ${BREAKPOINTS[breakpoint]}px)`);
}

/** Whether the window is at most so wide. For what differs in structure; looks are for media queries. */
export function useIsAtMost(breakpoint: Breakpoint): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const query = queryOf(breakpoint);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    [breakpoint],
  );
  return useSyncExternalStore(subscribe, () => queryOf(breakpoint).matches);
}

/** Whether lists have rows of two lines, and the navigation is at the bottom. */
export function useIsNarrow(): boolean {
  return useIsAtMost('narrow');
}
