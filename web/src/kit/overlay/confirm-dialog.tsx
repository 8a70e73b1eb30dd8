import type { ReactNode } from 'react';
import { Button } from '@/kit/button/button';
import { Note } from '@/kit/page/note';
import { Dialog } from './dialog';

type ConfirmDialogProps = {
  /** The question as a sentence: 'Remove s.brandt from commerce?' */
  title: string;
  /** Exactly what goes, and the way back. */
  children: ReactNode;
  /** Verb and object, with the number when it is more than one. */
  action: string;
  /** The button that leaves everything as it is: 'Keep running' where 'Cancel' would be what is asked. */
  keep?: string;
  isDanger?: boolean;
  isBusy?: boolean;
  /** Why it can't be done just now. */
  disabledReason?: string | undefined;
  error?: string | undefined;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks before something that is hard to take back. */
export function ConfirmDialog({
  title,
  children,
  action,
  keep = 'Cancel',
  isDanger,
  isBusy,
  disabledReason,
  error,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button variant="text" onClick={onClose}>
            {keep}
          </Button>
          <Button
            variant={isDanger ? 'danger' : 'filled'}
            isBusy={isBusy ?? false}
            disabledReason={disabledReason}
            onClick={onConfirm}
          >
            {action}
          </Button>
        </>
      }
    >
      {children}
      {error !== undefined && <Note tone="failed" title={error} />}
    </Dialog>
  );
}
