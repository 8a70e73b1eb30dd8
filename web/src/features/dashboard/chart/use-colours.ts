import { createContext, useContext, useMemo, useState, useSyncExternalStore } from 'react';
import type { ColourBook } from './colour-book';
import { DashboardColours } from './dashboard-colours';
import { coloursKey, keepColours, loadColours, type ColourStorage } from './seen-colours';

/** The answers of a load come within this time, mostly; who comes later yields to who was seen. */
const SETTLE_MS = 2000;

export const DashboardColoursContext = createContext<DashboardColours | undefined>(undefined);

/** The key of the panel that a chart is in. */
export const ChartContext = createContext<string | undefined>(undefined);

function browserStorage(): ColourStorage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

function openColours(project: string, dashboard: string): DashboardColours {
  const storage = dashboard === '' ? undefined : browserStorage();
  const key = coloursKey(project, dashboard);
  return new DashboardColours({
    seen: loadColours(storage, key),
    later: (run) => setTimeout(run, SETTLE_MS),
    keep: (seen) => keepColours(storage, key, seen, Date.now()),
  });
}

/** The colours of a dashboard, as somebody has seen them in this browser. */
export function useDashboardColours(project: string, dashboard: string): DashboardColours {
  return useMemo(() => openColours(project, dashboard), [project, dashboard]);
}

/** The book of this chart; it is a new one whenever the chart should look again. */
export function useColourBook(): ColourBook {
  const shared = useContext(DashboardColoursContext);
  const [own] = useState(() => new DashboardColours());
  const panel = useContext(ChartContext);
  const [page] = useState(() => Symbol('chart'));
  const colours = shared ?? own;
  const version = useSyncExternalStore(colours.subscribe, colours.version);
  // The version is what it follows: a look at the colours that are given now.
  return useMemo(() => ({ version, ...colours.at(panel ?? page) }), [colours, panel, page, version]);
}
