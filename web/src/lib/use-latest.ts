import { useCallback, useLayoutEffect, useRef } from 'react';

/**
 * The same function for as long as the component lives, doing what its latest version does. The version is taken over
 * when what was drawn is on the screen: a drawing that React throws away changes nothing.
 */
export function useLatest<Args extends readonly unknown[], Result>(
  run: (...args: Args) => Result,
): (...args: Args) => Result {
  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });
  return useCallback((...args: Args) => latest.current(...args), []);
}
