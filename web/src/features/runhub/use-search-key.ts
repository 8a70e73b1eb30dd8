import type { RefObject } from 'react';
import { pressedKey } from '@/kit/keys/shortcut-match';
import { useWindowListener } from '@/lib/use-window-listener';

/** Mod+F goes to our search, which sees the whole log; pressed again there it is the browser's. */
export function useSearchKey(field: RefObject<HTMLInputElement>): void {
  useWindowListener('keydown', (event) => {
    if (pressedKey(event) !== 'Mod+f' || event.defaultPrevented) return;
    if (!field.current || document.activeElement === field.current) return;
    event.preventDefault();
    field.current.focus();
    field.current.select();
  });
}
