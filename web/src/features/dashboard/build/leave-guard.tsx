import { useBlocker } from 'react-router-dom';
import { usePanelEditor } from '@perses-dev/dashboards';
import { useUnsavedWork } from '@/lib/unsaved-work';
import { Button } from '@/kit/button/button';
import { Dialog } from '@/kit/overlay/dialog';

type LeaveGuardProps = {
  isBlocking: () => boolean;
  isChanged: boolean;
  isKept: boolean;
  onDiscard: () => void;
};

/** Asks before unsaved changes are left behind. They stay in the browser unless one throws them away. */
export function LeaveGuard({ isBlocking, isChanged, isKept, onDiscard }: LeaveGuardProps) {
  // Another range or variable in the address is no leaving.
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isBlocking() && currentLocation.pathname !== nextLocation.pathname,
  );
  // What stands in the editor of a panel is in no draft until it is applied.
  const isPanelOpen = usePanelEditor() !== undefined;
  useUnsavedWork(isChanged || isPanelOpen);
  if (blocker.state !== 'blocked') return null;
  return (
    <Dialog
      title="Leave without saving?"
      onClose={() => blocker.reset()}
      footer={
        <>
          <Button variant="text" onClick={() => blocker.reset()}>
            Go on editing
          </Button>
          <Button
            variant="danger"
            onClick={() => {
              onDiscard();
              blocker.proceed();
            }}
          >
            Discard the changes
          </Button>
          {isKept && (
            <Button variant="filled" onClick={() => blocker.proceed()}>
              Leave, keep the draft
            </Button>
          )}
        </>
      }
    >
      <p>
        {isKept
          ? 'The draft stays in this browser and is offered again when you come back.'
          : 'The changes are too many to be kept in this browser: leaving loses them.'}
      </p>
    </Dialog>
  );
}
