import { useEffect, useRef, type MutableRefObject } from 'react';
import { useLatest } from './use-latest';

/** Whether the component is gone, for work that goes on without it. `onGone` is called when it goes. */
export function useIsGone(onGone: () => void = () => undefined): MutableRefObject<boolean> {
  const isGone = useRef(false);
  const latest = useLatest(onGone);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
      latest();
    };
  }, [latest]);
  return isGone;
}
