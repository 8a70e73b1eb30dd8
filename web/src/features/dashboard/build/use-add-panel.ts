import { useDashboardActions, useDashboardStore } from '@perses-dev/dashboards';
import { usePendingAction } from '@/lib/use-pending-action';

/**
 * Opens the drawer for a new panel: at once, or as soon as Perses knows what a new panel is. Before, the drawer would
 * open with a panel of no kind, without a field for its query, and stay so.
 */
export function useAddPanel(): () => void {
  const { openAddPanel } = useDashboardActions();
  const isKnown = useDashboardStore((state) => state.initialValues !== undefined);
  const opening = usePendingAction<'add'>(() => {
    if (isKnown) openAddPanel();
    return isKnown;
  });
  return () => opening.ask('add');
}
