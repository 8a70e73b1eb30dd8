import { useDashboardActions } from '@perses-dev/dashboards';
import { Button } from '@/kit/button/button';
import { EmptyState } from '@/kit/page/states';

/** A dashboard begins with its first panel. */
export function FirstPanel() {
  const { openAddPanel } = useDashboardActions();
  return (
    <EmptyState
      title="No panels yet"
      actions={
        <Button icon="plus" onClick={openAddPanel}>
          Add the first panel
        </Button>
      }
    >
      A panel shows the answer of a query: over time, as one value, as a table. It can be moved and sized afterwards.
    </EmptyState>
  );
}
