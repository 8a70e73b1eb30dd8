import { useState } from 'react';
import { stableOrder } from './stable-order';

type Held = { scope: string; keys: readonly string[] };

/**
 * Keeps rows where they are while their data changes under somebody's eyes. A new `scope` (filter, sort) takes
 * the order of the data again; so does `sortAgain`, which is offered while the two differ.
 */
export function useStableOrder<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  scope: string,
): { rows: Row[]; isMoved: boolean; sortAgain: () => void } {
  const [held, setHeld] = useState<Held>({ scope, keys: [] });
  const before = held.scope === scope ? held.keys : [];
  const ordered = stableOrder(before, rows, keyOf);
  const keys = ordered.map(keyOf);
  const isSame =
    held.scope === scope && keys.length === held.keys.length && keys.every((key, at) => key === held.keys[at]);
  if (!isSame) setHeld({ scope, keys });
  return {
    rows: ordered,
    isMoved: rows.some((row, at) => keyOf(row) !== keys[at]),
    sortAgain: () => setHeld({ scope, keys: rows.map(keyOf) }),
  };
}
