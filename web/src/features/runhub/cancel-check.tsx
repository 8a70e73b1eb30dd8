import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, done } from '@/api/client';
import { SAID_IN_PLACE } from '@/api/query-client';
import { RESOURCES } from '@/api/resources';
import { useDisabledReason } from '@/api/session';
import { Button } from '@/kit/button/button';
import { ConfirmDialog } from '@/kit/overlay/confirm-dialog';
import { isFinished } from '@/kit/status/status-table';
import { toFailure } from '@/lib/failure';
import { counted } from '@/lib/numbers';
import { doneItems, operationOf, type Run } from './run';

/** Stops a check that is under way. What was checked until then stays. */
export function CancelCheck({ run }: { run: Run }) {
  const [isAsking, setIsAsking] = useState(false);
  const client = useQueryClient();
  const reason = useDisabledReason('validation:start');
  const cancel = useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: () =>
      done(
        api.POST('/api/v1/projects/{project}/validations/{id}/cancel', {
          params: { path: { project: run.project, id: run.id } },
        }),
      ),
    onSuccess: () => {
      setIsAsking(false);
      void client.invalidateQueries(RESOURCES.run(run.project, run.id).key);
    },
  });
  if (operationOf(run) !== 'dashboard.validate' || isFinished(run.status)) return null;
  const ready = doneItems(run.counts);
  const rest = Math.max(0, run.counts.total - ready);
  return (
    <>
      <Button icon="stop" disabledReason={reason} onClick={() => setIsAsking(true)}>
        Cancel check
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={`Cancel ${run.title}?`}
          action="Cancel check"
          keep="Keep running"
          isDanger
          isBusy={cancel.isLoading}
          error={cancel.error ? toFailure(cancel.error).message : undefined}
          onConfirm={() => cancel.mutate()}
          onClose={() => setIsAsking(false)}
        >
          <p>
            {counted(rest, 'dashboard')} will not be checked. The results of the {ready} that are done stay. Start the
            check again whenever you want.
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
