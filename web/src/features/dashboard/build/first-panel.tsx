import { Button } from '@/kit/button/button';
import { EmptyState } from '@/kit/page/states';
import { useAddPanel } from './use-add-panel';

/** A dashboard begins with its first panel. */
export function FirstPanel() {
  const addPanel = useAddPanel();
  return (
    <EmptyState
      title="No panels yet"
      actions={
        <Button icon="plus" onClick={addPanel}>
          Add the first panel
        </Button>
      }
    >
      A panel shows the answer of a query: over time, as one value, as a table. It can be moved and sized afterwards.
    </EmptyState>
  );
}
