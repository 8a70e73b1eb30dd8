import { useSyncExternalStore } from 'react';
import { BREAKPOINTS } from '@/kit/theme/tokens';

const NARROW_QUERY = `(max-width: ${BREAKPOINTS.narrow}px)`;

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(NARROW_QUERY);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Whether the window has the width of a phone. For what differs in structure; looks are for media queries. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(NARROW_QUERY).matches);
}
