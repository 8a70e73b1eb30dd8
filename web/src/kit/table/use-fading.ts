import { useState } from 'react';
import { MOTION } from '@/kit/theme/tokens';

/** The keys of rows that changed a moment ago: their fill fades. */
export function useFading(): { isFading: (key: string) => boolean; fade: (key: string) => void } {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const fade = (key: string): void => {
    setKeys((before) => new Set(before).add(key));
    setTimeout(() => setKeys((before) => new Set([...before].filter((other) => other !== key))), MOTION.turn);
  };
  return { isFading: (key) => keys.has(key), fade };
}
