import { useState, type FormEvent } from 'react';
import { isApiError } from '@/api/api-error';
import { Button } from '@/kit/button/button';
import { TextField } from '@/kit/field/text-field';
import { Stack } from '@/kit/layout/columns';
import { Dialog } from '@/kit/overlay/dialog';
import { Note } from '@/kit/page/note';
import { counted } from '@/lib/numbers';
import { lengthFault } from '@/lib/text-length';
import { useUnsavedWork } from '@/lib/unsaved-work';
import { NEW_TITLE, titleOf, type DashboardDocument } from '../document/dashboard-document';
import { LONGEST_TITLE, nameFault, slug } from '../document/slug';
import { SaveFaults } from './save-faults-note';

type CreateDialogProps = {
  document: DashboardDocument;
  isBusy: boolean;
  error: unknown;
  /** `restore`: the dashboard of this name comes back from the bin with this content. */
  onSave: (title: string, name: string, restore: boolean) => void;
  /** With what was typed so far; `name` is undefined while it follows the title. */
  onClose: (title: string, name: string | undefined) => void;
};

/** A name that somebody chose, in the document's JSON say; otherwise it follows the title until somebody does. */
function chosenName(document: DashboardDocument): string | undefined {
  const { name } = document.metadata;
  return [slug(NEW_TITLE), slug(titleOf(document)), ''].includes(name) ? undefined : name;
}

/** The first save of a dashboard: under which title and name. */
export function CreateDialog({ document, isBusy, error, onSave, onClose }: CreateDialogProps) {
  const [start] = useState(() => ({
    title: titleOf(document) === NEW_TITLE ? '' : titleOf(document),
    name: chosenName(document),
  }));
  const [title, setTitle] = useState(start.title);
  const [ownName, setOwnName] = useState(start.name);
  // Closing gives it to the builder; only leaving loses it.
  useUnsavedWork(title !== start.title || ownName !== start.name);
  const [isTried, setIsTried] = useState(false);
  const [refused, setRefused] = useState<string>();
  const name = ownName ?? slug(title);
  const isRefused = isApiError(error) && error.status === 409 && refused === name;
  const isInBin = isRefused && error.code === 'in_bin';
  const isTaken = isRefused && !isInBin;
  const fault = (title === '' ? undefined : nameFault(name)) ?? (isTaken ? error.message : undefined);
  const emptyFault = title.trim() === '' ? 'Give it a title' : undefined;
  const longFault = lengthFault(title, LONGEST_TITLE);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setIsTried(true);
    if (isBusy || emptyFault !== undefined || longFault !== undefined || nameFault(name) !== undefined) return;
    setRefused(name);
    onSave(title.trim(), name, isInBin);
  };
  const close = (): void => onClose(title.trim(), ownName);
  return (
    <form onSubmit={submit} noValidate>
      <Dialog
        title="Save the new dashboard"
        description={counted(Object.keys(document.spec.panels).length, 'panel')}
        keepsOnOutsideClick
        onClose={close}
        footer={
          <>
            <Button variant="text" onClick={close}>
              Cancel
            </Button>
            <Button variant="filled" type="submit" isBusy={isBusy} onClick={submit}>
              {isInBin ? 'Restore with this content' : 'Save'}
            </Button>
          </>
        }
      >
        <Stack gap="fields">
          <TextField
            label="Title"
            value={title}
            onChange={setTitle}
            placeholder="Checkout latency"
            error={longFault ?? (isTried ? emptyFault : undefined)}
            autoFocus
          />
          <TextField
            label="URL name"
            isMono
            value={name}
            hint="It can't be changed later: links keep working."
            error={fault}
            onChange={setOwnName}
            onBlur={() => ownName === '' && setOwnName(undefined)}
          />
          {isInBin && (
            <Note tone="warning" title="A dashboard of this name is in the bin">
              Restore it, and this is its next version: its history and its owner stay. Or choose another name above.
            </Note>
          )}
          {!isRefused && <SaveFaults error={error} document={document} />}
        </Stack>
      </Dialog>
    </form>
  );
}
