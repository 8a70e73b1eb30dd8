import { useState } from 'react';
import { useIsAtMost } from '@/kit/responsive/use-narrow';

const KEYS = { usual: 'dashkeep.rail', onDashboard: 'dashkeep.rail.dashboard' } as const;

function load(key: string): boolean | undefined {
  try {
    const value = localStorage.getItem(key);
    return value === null ? undefined : value === 'collapsed';
  } catch {
    return undefined;
  }
}

function save(key: string, isCollapsed: boolean): void {
  try {
    localStorage.setItem(key, isCollapsed ? 'collapsed' : 'open');
  } catch {
    // Storage is closed: the choice holds until the page is left.
  }
}

/**
 * Whether the rail is collapsed. Dashboards want the width: they have a choice of their own. In a window without the
 * room it is folded whatever was chosen; opened there, it stays open until the page is left, and the choice is kept.
 */
export function useRailState(isDashboard: boolean): { isCollapsed: boolean; toggle: () => void } {
  const [choices, setChoices] = useState(() => ({ usual: load(KEYS.usual), onDashboard: load(KEYS.onDashboard) }));
  const isTight = useIsAtMost('mid');
  const [isOpenThough, setIsOpenThough] = useState(false);
  const kind = isDashboard ? 'onDashboard' : 'usual';
  if (isTight) return { isCollapsed: !isOpenThough, toggle: () => setIsOpenThough(!isOpenThough) };
  const isCollapsed = choices[kind] ?? isDashboard;
  return {
    isCollapsed,
    toggle: () => {
      save(KEYS[kind], !isCollapsed);
      setChoices({ ...choices, [kind]: !isCollapsed });
    },
  };
}
