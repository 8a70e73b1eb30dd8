import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { SAID_IN_PLACE } from '@/api/query-client';
import { Button } from '@/kit/button/button';
import { Stack } from '@/kit/layout/columns';
import { Dialog } from '@/kit/overlay/dialog';
import { Loaded } from '@/kit/page/loaded';
import { Note } from '@/kit/page/note';
import { SkeletonRows } from '@/kit/page/skeleton';
import { toFailure } from '@/lib/failure';
import { DiffView } from '@/kit/diff/diff-view';
import { dashboardsKey, diffVersions, rememberSaved, restoreVersion } from '../dashboard-api';

type RestoreDialogProps = { project: string; name: string; version: number; current: number; onClose: () => void };

/** Saves an old version as the newest one, after showing what that changes. */
export function RestoreDialog({ project, name, version, current, onClose }: RestoreDialogProps) {
  const client = useQueryClient();
  const diff = useQuery({
    queryKey: dashboardsKey(project, 'diff', name, current, version),
    queryFn: () => diffVersions(project, name, current, version),
  });
  const restore = useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: () => restoreVersion(project, name, version),
    onSuccess: (saved) => {
      rememberSaved(client, project, saved);
      onClose();
    },
  });
  return (
    <Dialog
      title={`Restore version ${version}?`}
      description={`It becomes version ${current + 1}. Version ${current} stays in the history.`}
      width="wide"
      onClose={onClose}
      footer={
        <>
          <Button variant="text" onClick={onClose}>
            Cancel
          </Button>
          <Button variant="filled" isBusy={restore.isLoading} onClick={() => restore.mutate()}>
            Restore version {version}
          </Button>
        </>
      }
    >
      <Stack gap="fields">
        {restore.error ? <Note tone="failed" title={toFailure(restore.error).message} /> : null}
        <Loaded query={diff} what="What it changes" skeleton={<SkeletonRows rows={3} />}>
          {(found) => <DiffView diff={found} />}
        </Loaded>
      </Stack>
    </Dialog>
  );
}
