import { useId, useState } from 'react';
import { fieldError, formError, isApiError } from '@/api/api-error';
import { ROLE_WORDS, type Role } from '@/api/permissions';
import { ROLES } from '@/api/permissions.gen';
import { useMe } from '@/api/session';
import { RadioGroup } from '@/kit/field/choice';
import { TextField } from '@/kit/field/text-field';
import { FormDialog } from '@/kit/overlay/form-dialog';
import { usePutMember, useUsers, type Member } from './api';

const ROLE_OPTIONS = ROLES.map((role) => ({ value: role, label: role, note: ROLE_WORDS[role] }));

type AddMemberDialogProps = { project: string; members: readonly Member[]; onClose: () => void };

export function AddMemberDialog({ project, members, onClose }: AddMemberDialogProps) {
  const [login, setLogin] = useState('');
  const [role, setRole] = useState<Role>('readonly');
  const put = usePutMember(project);
  const { user } = useMe();
  // Only administrators see who there is; the others type a name that they know.
  const users = useUsers({ enabled: user.is_admin });
  const suggestionsId = useId();
  const suggestions = (users.data ?? []).filter(
    (candidate) => !candidate.disabled && !members.some((member) => member.login === candidate.login),
  );
  const name = login.trim();
  const isMember = members.some((member) => member.login === name);
  const isUnknown = isApiError(put.error) && put.error.status === 404;
  const error = isMember
    ? `${name} is a member already. Change the role in the list.`
    : isUnknown
      ? `There is no user ${name}. An administrator creates users.`
      : fieldError(put.error, 'login');
  const problem = isUnknown ? undefined : formError(put.error, ['login']);

  const submit = (): void => {
    put.mutate({ login: name, role }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={`Add a member to ${project}`}
      submitLabel="Add member"
      isBusy={put.isLoading}
      disabledReason={name === '' ? 'Type the user name first.' : isMember ? error : undefined}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label="User"
        hint="The name that the user signs in with"
        autoCapitalize="none"
        maxLength={64}
        list={suggestionsId}
        value={login}
        error={error}
        onChange={setLogin}
      />
      <datalist id={suggestionsId}>
        {suggestions.map((candidate) => (
          <option key={candidate.id} value={candidate.login}>
            {candidate.display_name}
          </option>
        ))}
      </datalist>
      <RadioGroup label="Role" options={ROLE_OPTIONS} value={role} onChange={setRole} />
    </FormDialog>
  );
}
