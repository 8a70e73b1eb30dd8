import { useCallback, useRef, useState, type KeyboardEvent } from 'react';
import { useShortcuts } from '@/kit/keys/shortcuts';

export type RowActions = {
  /** Opens what the row is about. */
  onOpen?: ((key: string) => void) | undefined;
  /** Takes the row into the selection, or out of it. */
  onToggle?: ((key: string) => void) | undefined;
};

type RowProps = {
  'data-row': '';
  ref: (element: HTMLElement | null) => void;
  tabIndex: 0 | -1;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
};

/**
 * The keyboard in a list: one row is a stop for Tab, `j` and `k` (or the arrows) move, Enter opens, `x`
 * selects. The cursor stays on the same thing when rows come and go around it.
 */
export function useRowCursor(keys: readonly string[], { onOpen, onToggle }: RowActions): (key: string) => RowProps {
  const [cursor, setCursor] = useState<string>();
  const elements = useRef(new Map<string, HTMLElement>());
  const current = cursor !== undefined && keys.includes(cursor) ? cursor : undefined;

  const move = useCallback(
    (step: 1 | -1) => {
      const at = current === undefined ? -1 : keys.indexOf(current);
      const next = at === -1 ? keys[0] : keys[Math.min(Math.max(at + step, 0), keys.length - 1)];
      if (next === undefined) return;
      setCursor(next);
      elements.current.get(next)?.focus();
    },
    [keys, current],
  );

  useShortcuts(
    'Lists',
    [
      { keys: 'j', label: 'Next row', run: () => move(1) },
      { keys: 'k', label: 'Previous row', run: () => move(-1) },
      onOpen !== undefined && {
        keys: 'Enter',
        label: 'Open the row',
        run: (event: globalThis.KeyboardEvent) => openFocused(event, current, onOpen),
      },
      onToggle !== undefined && {
        keys: 'x',
        label: 'Select the row',
        run: () => current !== undefined && onToggle(current),
      },
    ],
    () => [...elements.current.values()].some((row) => row.contains(document.activeElement)),
  );

  return (key) => ({
    'data-row': '',
    ref: (element) => {
      if (element) elements.current.set(key, element);
      else elements.current.delete(key);
    },
    tabIndex: key === (current ?? keys[0]) ? 0 : -1,
    onFocus: () => setCursor(key),
    onKeyDown: (event) => {
      if (event.target !== event.currentTarget) return;
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        move(event.key === 'ArrowDown' ? 1 : -1);
      }
    },
  });
}

/** Goes to the first row of the list on the page. Says whether there is one. */
export function focusFirstRow(): boolean {
  const first = document.querySelector<HTMLElement>('[data-row]');
  first?.focus();
  return first !== null;
}

/** Enter on a link or a button belongs to that control, inside the row and anywhere else. */
function openFocused(event: globalThis.KeyboardEvent, key: string | undefined, onOpen: (key: string) => void): void {
  const { target } = event;
  if (!(target instanceof HTMLElement)) return;
  if (target.closest('a, button, input, select, textarea')) target.click();
  else if (key !== undefined) onOpen(key);
}
