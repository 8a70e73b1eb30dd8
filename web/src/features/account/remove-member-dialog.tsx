import { formError } from '@/api/api-error';
import { ConfirmDialog } from '@/kit/overlay/confirm-dialog';
import { useRemoveMember, type Member } from './api';

type RemoveMemberDialogProps = { project: string; member: Member; onClose: () => void };

export function RemoveMemberDialog({ project, member, onClose }: RemoveMemberDialogProps) {
  const remove = useRemoveMember(project);
  return (
    <ConfirmDialog
      title={`Remove ${member.login} from ${project}?`}
      action={`Remove ${member.login}`}
      isDanger
      isBusy={remove.isLoading}
      error={formError(remove.error, [])}
      onClose={onClose}
      onConfirm={() => remove.mutate(member.login, { onSuccess: onClose })}
    >
      <p>
        {member.login} loses access to {project} at once, with every API token for it. Dashboards and runs stay. To take
        it back, add {member.login} as {member.role} again.
      </p>
    </ConfirmDialog>
  );
}
