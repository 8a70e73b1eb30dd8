import { useCallback, useRef, type MutableRefObject, type RefCallback } from 'react';

/**
 * A ref that sets an element up as it comes on the page, before it is painted, and cleans up as it goes. With another
 * `setUp` it is set up anew: it must be the same function while nothing of it changes. `kept` is given the element first.
 */
export function useElementSetUp<Made extends Element>(
  setUp: (element: Made) => (() => void) | undefined,
  kept?: MutableRefObject<Made | null>,
): RefCallback<Made> {
  const cleanUp = useRef<() => void>();
  return useCallback(
    (element: Made | null) => {
      if (kept) kept.current = element;
      if (element) {
        cleanUp.current = setUp(element);
      } else {
        cleanUp.current?.();
        cleanUp.current = undefined;
      }
    },
    [setUp, kept],
  );
}
