import { useNavigate } from 'react-router-dom';
import { useDisabledReason } from '@/api/session';
import { IconButton } from '@/kit/button/icon-button';
import { Stack } from '@/kit/layout/columns';
import { ConfirmDialog } from '@/kit/overlay/confirm-dialog';
import { Menu } from '@/kit/overlay/menu';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { toFailure } from '@/lib/failure';
import { counted } from '@/lib/numbers';
import type { Policy } from './policy';
import { useDeletePolicy, useRunPolicy } from './policy-data';
import { policyDeletionLines } from './policy-words';

type PolicyMenuProps = { project: string; policy: Policy; onDelete: () => void };

/** What can be done with one policy. */
export function PolicyMenu({ project, policy, onDelete }: PolicyMenuProps) {
  const managing = useDisabledReason('policy:manage');
  const checking = useDisabledReason('validation:start');
  const run = useRunPolicy(project);
  const navigate = useNavigate();
  const path = `/p/${project}/health/policies`;
  const refusal = run.error ? toFailure(run.error).message : undefined;
  return (
    <Menu
      label={`More for ${policy.name}`}
      align="end"
      items={[
        {
          label: `Check ${counted(policy.coverage, 'dashboard')} now`,
          icon: 'play',
          disabledReason: checking ?? (policy.coverage === 0 ? 'It has no dashboard' : refusal),
          onSelect: () =>
            run.mutate(policy.id, { onSuccess: ({ id }) => navigate(`/p/${project}/runs/${id}?from=health`) }),
        },
        { label: managing === undefined ? 'Edit' : 'Open', icon: 'edit', to: `${path}/${policy.id}` },
        { label: 'Duplicate', icon: 'copy', disabledReason: managing, to: `${path}/new?copy=${policy.id}` },
        {
          label: 'Delete policy',
          icon: 'trash',
          isDanger: true,
          startsGroup: true,
          disabledReason: managing,
          onSelect: onDelete,
        },
      ]}
      trigger={(control) => <IconButton {...control} icon="more" label={`More for ${policy.name}`} size="small" />}
    />
  );
}

type DeletePolicyProps = { project: string; policy: Policy; onClose: () => void; onDeleted?: () => void };

/** Asks before a policy goes, with what goes with it. */
export function DeletePolicy({ project, policy, onClose, onDeleted }: DeletePolicyProps) {
  const remove = useDeletePolicy(project);
  const now = useNow();
  const zone = useTimeZone();
  return (
    <ConfirmDialog
      title={`Delete ${policy.name}?`}
      action="Delete policy"
      isDanger
      isBusy={remove.isLoading}
      error={remove.error ? toFailure(remove.error).message : undefined}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(policy.id, {
          onSuccess: () => {
            onClose();
            onDeleted?.();
          },
        })
      }
    >
      <Stack gap="tight">
        <p>This goes:</p>
        <ul>
          {policyDeletionLines(policy, now, zone).map((line) => (
            <li key={line}>– {line}</li>
          ))}
        </ul>
        <p>Reports and runs stay. To stop it for a while, pause it instead.</p>
      </Stack>
    </ConfirmDialog>
  );
}
