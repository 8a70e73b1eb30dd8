import { useEffect, useRef, useState } from 'react';
import { MOTION } from '@/kit/theme/tokens';

/** The keys of rows that changed a moment ago: their fill fades. */
export function useFading(): { isFading: (key: string) => boolean; fade: (key: string) => void } {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  useEffect(() => {
    const all = timers.current;
    return () => all.forEach(clearTimeout);
  }, []);
  const fade = (key: string): void => {
    setKeys((before) => new Set(before).add(key));
    const timer = setTimeout(() => {
      timers.current.delete(timer);
      setKeys((before) => new Set([...before].filter((other) => other !== key)));
    }, MOTION.turn);
    timers.current.add(timer);
  };
  return { isFading: (key) => keys.has(key), fade };
}
