import { useLayoutEffect, useState, type RefObject } from 'react';

/** How far from the window is near, in px above and below. */
const NEAR = 240;

function isNear(element: HTMLElement): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom >= -NEAR && top <= window.innerHeight + NEAR;
}

/** Whether an element is in the window or near it: only then do its queries run. */
export function useInSight(ref: RefObject<HTMLElement>): boolean {
  const [isInSight, setIsInSight] = useState(false);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    // The observer speaks a frame later: what is seen at once asks at once.
    setIsInSight(isNear(element));
    const observer = new IntersectionObserver(([entry]) => setIsInSight(entry?.isIntersecting ?? false), {
      rootMargin: `${NEAR}px 0px`,
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return isInSight;
}
