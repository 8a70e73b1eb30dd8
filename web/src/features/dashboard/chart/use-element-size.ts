import { useCallback, useMemo, useSyncExternalStore } from 'react';

export type Size = { width: number; height: number };

/** Both sides in one word, which is the same as long as they are. */
function sizeText(element: HTMLElement): string {
  return `${element.clientWidth} ${element.clientHeight}`;
}

/**
 * The size of an element, which may come later than its component: `ref={setElement}` of a state gives it. Undefined while
 * there is none.
 */
export function useElementSize(element: HTMLElement | null): Size | undefined {
  const subscribe = useCallback(
    (onChange: () => void) => {
      if (!element) return () => undefined;
      const observer = new ResizeObserver(onChange);
      observer.observe(element);
      return () => observer.disconnect();
    },
    [element],
  );
  const read = useCallback(() => (element ? sizeText(element) : undefined), [element]);
  const text = useSyncExternalStore(subscribe, read);
  return useMemo(() => {
    if (text === undefined) return undefined;
    const [width = 0, height = 0] = text.split(' ').map(Number);
    return { width, height };
  }, [text]);
}
