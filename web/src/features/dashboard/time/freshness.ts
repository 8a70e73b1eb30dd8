import { createContext, useContext, useSyncExternalStore } from 'react';
import { createRegistry, type Registry } from '@/lib/registry';

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
  panels: Registry<PanelFreshness>;
  read: () => Freshness;
  subscribe: (listener: () => void) => () => void;
};

function same(a: Freshness, b: Freshness): boolean {
  if (a.state === 'fresh') return b.state === 'fresh' && a.at === b.at;
  if (a.state === 'stale') return b.state === 'stale' && a.since === b.since;
  return a.state === b.state;
}

export function createFreshnessBoard(): FreshnessBoard {
  const listeners = new Set<() => void>();
  let current: Freshness = { state: 'none' };
  const panels = createRegistry<PanelFreshness>((all) => {
    const next = freshnessOf(all);
    if (same(next, current)) return;
    current = next;
    for (const listener of listeners) listener();
  });
  return {
    panels,
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
