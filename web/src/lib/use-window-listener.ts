import { useEffect } from 'react';
import { useLatest } from './use-latest';

/** Hears an event of the window for as long as the component is mounted; what is done is that of the latest drawing. */
export function useWindowListener<Type extends keyof WindowEventMap>(
  type: Type,
  onEvent: (event: WindowEventMap[Type]) => void,
  phase: 'bubble' | 'capture' = 'bubble',
): void {
  const listener = useLatest(onEvent);
  useEffect(() => {
    window.addEventListener(type, listener, phase === 'capture');
    return () => window.removeEventListener(type, listener, phase === 'capture');
  }, [type, listener, phase]);
}
