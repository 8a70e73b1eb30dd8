import { useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { Button } from '@/kit/button/button';
import { TextField } from '@/kit/field/text-field';
import { Stack } from '@/kit/layout/columns';
import { Dialog } from '@/kit/overlay/dialog';
import { Loaded } from '@/kit/page/loaded';
import { Note } from '@/kit/page/note';
import { SkeletonRows } from '@/kit/page/skeleton';
import { lengthFault } from '@/lib/text-length';
import { isEmptyDiff } from '@/kit/diff/diff-model';
import { DiffView } from '@/kit/diff/diff-view';
import { dashboardsKey, diffDraft, type VersionEntry } from '../dashboard-api';
import { fingerprint, titleOf, type DashboardDocument } from '../document/dashboard-document';
import { SaveFaults } from './save-faults-note';

/** The most characters of a reason. */
const LONGEST_REASON = 200;

type SaveDialogProps = {
  project: string;
  document: DashboardDocument;
  /** The version that the document was made from. */
  base: number;
  /** Somebody saved meanwhile: saving will end in a conflict. */
  newer: VersionEntry | undefined;
  isBusy: boolean;
  error: unknown;
  reason: string;
  onReason: (reason: string) => void;
  onSave: () => void;
  onClose: () => void;
};

/** What saving changes, and why: shown before it is done. */
export function SaveDialog(props: SaveDialogProps) {
  const { project, document, base, newer, isBusy, error, reason, onReason, onSave, onClose } = props;
  const reasonFault = lengthFault(reason, LONGEST_REASON);
  const { name } = document.metadata;
  const diff = useQuery({
    queryKey: dashboardsKey(project, 'draft-diff', name, base, fingerprint(document)),
    queryFn: () => diffDraft(project, name, document, base),
    retry: false,
    cacheTime: 0,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isBusy && reasonFault === undefined) onSave();
  };
  const isSame = diff.data !== undefined && isEmptyDiff(diff.data);
  return (
    <form onSubmit={submit}>
      <Dialog
        title={`Save ${titleOf(document)}`}
        width="wide"
        keepsOnOutsideClick
        onClose={onClose}
        footer={
          <>
            <Button variant="text" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="filled"
              type="submit"
              isBusy={isBusy}
              disabledReason={isSame ? 'Nothing has changed' : undefined}
              onClick={submit}
            >
              Save
            </Button>
          </>
        }
        footnote="The version before stays in the history."
      >
        <Stack gap="fields">
          {newer && (
            <Note tone="warning" title={`${newer.saved_by} saved version ${newer.version} while you were editing`}>
              Save to compare it with yours. Nothing is overwritten before you choose.
            </Note>
          )}
          <SaveFaults error={error} document={document} />
          <TextField
            label="Why (optional)"
            value={reason}
            error={reasonFault}
            placeholder="p99 in seconds, as in the runbook"
            onChange={onReason}
            autoFocus
          />
          {/* A draft that can't be compared can still be saved, or be told why not. */}
          <Loaded query={diff} what="What changes" skeleton={<SkeletonRows rows={3} />}>
            {(found) => <DiffView diff={found} />}
          </Loaded>
        </Stack>
      </Dialog>
    </form>
  );
}
