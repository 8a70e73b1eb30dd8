import { formError } from '@/api/api-error';
import { ConfirmDialog } from '@/kit/overlay/confirm-dialog';
import { tokenReach } from './account-model';
import { useRevokeToken, type Token } from './api';

export function RevokeTokenDialog({ token, onClose }: { token: Token; onClose: () => void }) {
  const revoke = useRevokeToken();
  return (
    <ConfirmDialog
      title={`Revoke the token ${token.name}?`}
      action={`Revoke ${token.name}`}
      isDanger
      isBusy={revoke.isLoading}
      error={formError(revoke.error, [])}
      onClose={onClose}
      onConfirm={() => revoke.mutate(token.id, { onSuccess: onClose })}
    >
      <p>
        What uses it is refused at once. It acts as {tokenReach(token)}. A revoked token does not come back: create a
        new one instead.
      </p>
    </ConfirmDialog>
  );
}
