import { createContext, useContext, useSyncExternalStore } from 'react';

/** What one panel knows about its data. */
export type PanelFreshness = { updatedAt: number | undefined; staleSince: number | undefined; isWaiting: boolean };

export type Freshness =
  { state: 'waiting' } | { state: 'fresh'; at: number } | { state: 'stale'; since: number } | { state: 'none' };

/** The freshness of a dashboard: stale as soon as one panel is, and as old as its oldest panel. */
export function freshnessOf(panels: readonly PanelFreshness[]): Freshness {
  const stale = panels.flatMap((panel) => panel.staleSince ?? []);
  if (stale.length > 0) return { state: 'stale', since: Math.min(...stale) };
  const times = panels.flatMap((panel) => panel.updatedAt ?? []);
  if (times.length > 0) return { state: 'fresh', at: Math.min(...times) };
  return panels.some((panel) => panel.isWaiting) ? { state: 'waiting' } : { state: 'none' };
}

/** The panels in sight report here; only the chip in the toolbar listens. */
export type FreshnessBoard = {
  report: (panel: string, freshness: PanelFreshness) => void;
  forget: (panel: string) => void;
  read: () => Freshness;
  subscribe: (listener: () => void) => () => void;
};

function same(a: Freshness, b: Freshness): boolean {
  if (a.state === 'fresh') return b.state === 'fresh' && a.at === b.at;
  if (a.state === 'stale') return b.state === 'stale' && a.since === b.since;
  return a.state === b.state;
}

export function createFreshnessBoard(): FreshnessBoard {
  const panels = new Map<string, PanelFreshness>();
  const listeners = new Set<() => void>();
  let current: Freshness = { state: 'none' };
  const update = (): void => {
    const next = freshnessOf([...panels.values()]);
    if (same(next, current)) return;
    current = next;
    for (const listener of listeners) listener();
  };
  return {
    report: (panel, freshness) => {
      panels.set(panel, freshness);
      update();
    },
    forget: (panel) => {
      panels.delete(panel);
      update();
    },
    read: () => current,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const FreshnessContext = createContext<FreshnessBoard>(createFreshnessBoard());

export function useFreshnessBoard(): FreshnessBoard {
  return useContext(FreshnessContext);
}

export function useFreshness(): Freshness {
  const board = useFreshnessBoard();
  return useSyncExternalStore(board.subscribe, board.read);
}
