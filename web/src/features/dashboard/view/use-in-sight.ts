import { useCallback, useSyncExternalStore } from 'react';

/** How far from the window is near, in px above and below. */
const NEAR = 240;

function isNear(element: HTMLElement): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom >= -NEAR && top <= window.innerHeight + NEAR;
}

/** Whether an element is in the window or near it: only then do its queries run. What is not there yet is not. */
export function useInSight(element: HTMLElement | null): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      if (!element) return () => undefined;
      const observer = new IntersectionObserver(onChange, { rootMargin: `${NEAR}px 0px` });
      observer.observe(element);
      return () => observer.disconnect();
    },
    [element],
  );
  // The observer speaks a frame later: what is seen at once asks at once.
  const read = useCallback(() => element !== null && isNear(element), [element]);
  return useSyncExternalStore(subscribe, read);
}
