import { useEffect, type RefObject } from 'react';
import { pressedKey } from '@/kit/keys/shortcut-match';
import { useLatest } from '@/lib/use-latest';

/** Mod+F goes to our search, which sees the whole log; pressed again there it is the browser's. */
export function useSearchKey(field: RefObject<HTMLInputElement>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (pressedKey(event) !== 'Mod+f' || event.defaultPrevented) return;
      if (!field.current || document.activeElement === field.current) return;
      event.preventDefault();
      field.current.focus();
      field.current.select();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [field]);
}

/** Enter on the lines themselves goes from match to match, with Shift backwards, as it does in the field. */
export function useEnterKey(lines: RefObject<HTMLElement>, onJump: (step: 1 | -1) => void): void {
  const jump = useLatest(onJump);
  useEffect(() => {
    const box = lines.current;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Enter' && event.target === box) jump(event.shiftKey ? -1 : 1);
    };
    box?.addEventListener('keydown', onKeyDown);
    return () => box?.removeEventListener('keydown', onKeyDown);
  }, [lines, jump]);
}
