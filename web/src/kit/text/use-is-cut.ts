import { useLayoutEffect, useState, type RefObject } from 'react';
import { hiddenText } from './reveal-cut';

/** Whether an element, or a line in it, has more text than room. */
export function useIsCut(ref: RefObject<HTMLElement>, text: string): boolean {
  const [isCut, setIsCut] = useState(false);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const look = (): void => {
      const lines = [element, ...element.querySelectorAll<HTMLElement>('.cut')];
      setIsCut(lines.some((line) => hiddenText(line) !== undefined));
    };
    look();
    const resized = typeof ResizeObserver === 'function' ? new ResizeObserver(look) : undefined;
    resized?.observe(element);
    return () => resized?.disconnect();
  }, [ref, text]);
  return isCut;
}
