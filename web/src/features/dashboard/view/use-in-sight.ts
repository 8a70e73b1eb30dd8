import { useEffect, useState, type RefObject } from 'react';

const NEAR = '240px 0px';

/** Whether an element is in the window or near it: only then do its queries run. */
export function useInSight(ref: RefObject<HTMLElement>): boolean {
  const [isInSight, setIsInSight] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const observer = new IntersectionObserver(([entry]) => setIsInSight(entry?.isIntersecting ?? false), {
      rootMargin: NEAR,
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return isInSight;
}
