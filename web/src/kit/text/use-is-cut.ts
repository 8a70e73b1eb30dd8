import { useCallback, useState, type RefCallback } from 'react';
import { useElementSetUp } from '@/lib/use-element-set-up';
import { hiddenText } from './reveal-cut';

/** Whether an element, which is given the ref, or a line in it, has more text than room. */
export function useIsCut(text: string): { isCut: boolean; ref: RefCallback<HTMLElement> } {
  const [isCut, setIsCut] = useState(false);
  const watch = useCallback(
    (element: HTMLElement) => {
      const look = (): void => {
        const lines = [element, ...element.querySelectorAll<HTMLElement>('.cut')];
        setIsCut(lines.some((line) => hiddenText(line) !== undefined));
      };
      look();
      const resized = typeof ResizeObserver === 'function' ? new ResizeObserver(look) : undefined;
      resized?.observe(element);
      return () => resized?.disconnect();
    },
    // Another text is looked at anew.
    // oxlint-disable-next-line react/exhaustive-deps
    [text],
  );
  return { isCut, ref: useElementSetUp(watch) };
}
