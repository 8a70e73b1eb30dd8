import { useEffect, useState, type RefObject } from 'react';
import { selectedRows } from './log-rows';
import type { RowRange } from './log-window';

/** The rows that a selection covers, so that they stay in the document while somebody scrolls. */
export function useLogSelection(container: RefObject<HTMLElement>): RowRange | undefined {
  const [range, setRange] = useState<RowRange>();
  useEffect(() => {
    const onChange = (): void => {
      const selected = container.current ? selectedRows(container.current) : undefined;
      setRange((before) => {
        if (!selected) return undefined;
        const next = { from: selected.from, to: selected.to + 1 };
        return before?.from === next.from && before.to === next.to ? before : next;
      });
    };
    document.addEventListener('selectionchange', onChange);
    return () => document.removeEventListener('selectionchange', onChange);
  }, [container]);
  return range;
}
