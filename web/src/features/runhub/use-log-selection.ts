import { useCallback, useMemo, useSyncExternalStore, type RefObject } from 'react';
import { selectedRows } from './log-rows';
import type { RowRange } from './log-window';

function onSelection(listener: () => void): () => void {
  document.addEventListener('selectionchange', listener);
  return () => document.removeEventListener('selectionchange', listener);
}

/** The rows that a selection covers, so that they stay in the document while somebody scrolls. */
export function useLogSelection(container: RefObject<HTMLElement>): RowRange | undefined {
  // As a text: the same selection is the same, however often it is looked at.
  const read = useCallback((): string => {
    const selected = container.current ? selectedRows(container.current) : undefined;
    return selected ? `${selected.from} ${selected.to + 1}` : '';
  }, [container]);
  const range = useSyncExternalStore(onSelection, read);
  return useMemo(() => {
    const [from, to] = range.split(' ').map(Number);
    return from === undefined || to === undefined ? undefined : { from, to };
  }, [range]);
}
