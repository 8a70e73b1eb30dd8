import { createContext, useContext, useState } from 'react';

export type CrosshairState = { at: number | undefined; isPinned: boolean };

/** The moment that the pointer is at, shared by all charts of a dashboard without drawing React again. */
export type Crosshair = {
  read: () => CrosshairState;
  /** Follows the pointer; does nothing while a moment is pinned. */
  follow: (at: number | undefined) => void;
  pin: (at: number) => void;
  unpin: () => void;
  subscribe: (listener: () => void) => () => void;
};

export function createCrosshair(): Crosshair {
  let state: CrosshairState = { at: undefined, isPinned: false };
  const listeners = new Set<() => void>();
  const change = (next: CrosshairState): void => {
    if (next.at === state.at && next.isPinned === state.isPinned) return;
    state = next;
    for (const listener of listeners) listener();
  };
  return {
    read: () => state,
    follow: (at) => {
      if (!state.isPinned) change({ at, isPinned: false });
    },
    pin: (at) => change({ at, isPinned: true }),
    unpin: () => change({ at: undefined, isPinned: false }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const CrosshairContext = createContext<Crosshair | undefined>(undefined);

/** The crosshair of the dashboard, or one of its own for a chart that stands alone. */
export function useCrosshair(): Crosshair {
  const shared = useContext(CrosshairContext);
  const [own] = useState(createCrosshair);
  return shared ?? own;
}
