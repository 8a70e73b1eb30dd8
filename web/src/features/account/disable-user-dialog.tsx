import { formError } from '@/api/api-error';
import { ConfirmDialog } from '@/kit/overlay/confirm-dialog';
import { useChangeUser, type User } from './api';

export function DisableUserDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const change = useChangeUser();
  return (
    <ConfirmDialog
      title={`Disable ${user.login}?`}
      action={`Disable ${user.login}`}
      isDanger
      isBusy={change.isLoading}
      error={formError(change.error, [])}
      onClose={onClose}
      onConfirm={() => change.mutate({ id: user.id, disabled: true }, { onSuccess: onClose })}
    >
      <p>
        Every session and API token of {user.login} ends at once. Dashboards, policies and memberships stay, and
        enabling the user again brings them back; tokens do not come back.
      </p>
    </ConfirmDialog>
  );
}
