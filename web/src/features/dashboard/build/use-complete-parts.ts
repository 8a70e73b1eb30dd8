import { useEffect } from 'react';
import { completeParts } from './perses-names';

/** Completes the editors of Perses as they open and change. */
export function useCompleteParts(): void {
  useEffect(() => {
    let frame = 0;
    const later = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => completeParts(document.body));
    };
    later();
    const observer = new MutationObserver(later);
    // Attributes are what is changed here: they are not looked at.
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
    };
  }, []);
}
