import { useEffect, useRef } from 'react';
import { useDashboardActions, useDashboardStore } from '@perses-dev/dashboards';
import { useLatest } from '@/lib/use-latest';

/**
 * Opens the drawer for a new panel: at once, or as soon as Perses knows what a new panel is. Before, the drawer would
 * open with a panel of no kind, without a field for its query, and stay so.
 */
export function useAddPanel(): () => void {
  const { openAddPanel } = useDashboardActions();
  const isKnown = useDashboardStore((state) => state.initialValues !== undefined);
  const isWanted = useRef(false);
  const add = useLatest(() => {
    isWanted.current = !isKnown;
    if (isKnown) openAddPanel();
  });
  useEffect(() => {
    if (isKnown && isWanted.current) add();
  }, [isKnown, add]);
  return add;
}
