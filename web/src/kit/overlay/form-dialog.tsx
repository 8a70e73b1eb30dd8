import { useId, type ReactNode } from 'react';
import type { LosingWords } from '@/lib/unsaved-work';
import { Button } from '@/kit/button/button';
import { Stack } from '@/kit/layout/columns';
import { Note } from '@/kit/page/note';
import { Dialog } from './dialog';

type FormDialogProps = {
  title: ReactNode;
  /** What stands under the title: what it is about, and what will happen. */
  description?: ReactNode;
  /** Grey words beside the buttons. */
  footnote?: ReactNode;
  /** What the main button does: 'Create user'. */
  submitLabel: string;
  isBusy?: boolean;
  /** Why it cannot be done yet; undefined when it can. */
  disabledReason?: string | undefined;
  /** What was refused as a whole. What is wrong with one field stands at it. */
  problem?: string | undefined;
  /** What is lost when it closes now, where the usual words would not be true. Cancel asks then too. */
  losing?: LosingWords | undefined;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** A dialog with fields that does one thing: what is wrong above them, Cancel and the main button below. */
export function FormDialog(props: FormDialogProps) {
  const { title, description, footnote, submitLabel, isBusy = false, disabledReason } = props;
  const { problem, losing, onSubmit, onClose, children } = props;
  const form = useId();
  return (
    <Dialog
      {...{ title, description, footnote, losing, onClose }}
      isForm
      footer={(leave) => (
        <>
          <Button variant="text" onClick={losing === undefined ? onClose : leave}>
            Cancel
          </Button>
          <Button type="submit" form={form} variant="filled" isBusy={isBusy} disabledReason={disabledReason}>
            {submitLabel}
          </Button>
        </>
      )}
    >
      <form
        noValidate
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <Stack gap="fields">
          {problem !== undefined && <Note tone="failed" title={problem} />}
          {children}
        </Stack>
      </form>
    </Dialog>
  );
}
