import { useState } from 'react';
import { fieldError, formError } from '@/api/api-error';
import { ROLE_WORDS, type Role } from '@/api/permissions';
import { ROLES } from '@/api/permissions.gen';
import type { Membership } from '@/api/session';
import { Select } from '@/kit/field/select';
import { TextField } from '@/kit/field/text-field';
import { FormDialog } from '@/kit/overlay/form-dialog';
import { useCreateToken } from './api';
import { ShownOnceDialog } from './shown-once-dialog';
import { allowedRoles, EXPIRY_OPTIONS, type ExpiryDays } from './token-form-model';
import styles from './account.module.css';

const EVERY = '';
const OWN_ROLE = '';
const FIELDS = ['name', 'project', 'role', 'expires_in_days'];

type CreateTokenDialogProps = {
  projects: readonly Membership[];
  /** The project that one is in just now. */
  current: string | undefined;
  onClose: () => void;
};

export function CreateTokenDialog({ projects, current, onClose }: CreateTokenDialogProps) {
  const [name, setName] = useState('');
  // As little as most programs need: who wants more says so.
  const [project, setProject] = useState(current ?? EVERY);
  const [role, setRole] = useState<Role | typeof OWN_ROLE>('readonly');
  const [days, setDays] = useState<ExpiryDays>('90');
  const create = useCreateToken();
  const problem = formError(create.error, FIELDS);
  const roles = allowedRoles(ROLES, projects, project);

  const submit = (): void => {
    create.mutate({
      name: name.trim(),
      expires_in_days: Number(days),
      ...(project !== EVERY && { project }),
      ...(role !== OWN_ROLE && { role }),
    });
  };
  if (create.data) {
    const { secret, token } = create.data;
    return (
      <ShownOnceDialog
        title={`Copy the token ${token.name} now`}
        description="It is shown this once. Dashkeep keeps only a hash of it."
        text={secret}
        copyLabel="Copy token"
        otherwise="Revoke it in the list and create another one."
        onClose={onClose}
      />
    );
  }
  return (
    <FormDialog
      title="Create an API token"
      footnote="The secret is shown once, after this"
      submitLabel="Create API token"
      isBusy={create.isLoading}
      disabledReason={name.trim() === '' ? 'Give the token a name first.' : undefined}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label="Name"
        hint="What uses it: ‘nightly export’"
        maxLength={100}
        value={name}
        error={fieldError(create.error, 'name')}
        onChange={setName}
      />
      <div className={styles.pair}>
        <Select
          label="Project"
          value={project}
          options={[
            { value: EVERY, label: 'Every project of mine' },
            ...projects.map((p) => ({ value: p.name, label: p.name })),
          ]}
          error={fieldError(create.error, 'project')}
          onChange={(next) => {
            setProject(next);
            if (role !== OWN_ROLE && !allowedRoles(ROLES, projects, next).includes(role)) setRole('readonly');
          }}
        />
        <Select
          label="Role"
          hint={role === OWN_ROLE ? 'Whatever yours is, now and later' : ROLE_WORDS[role]}
          value={role}
          options={[{ value: OWN_ROLE, label: 'My own role' }, ...roles.map((value) => ({ value, label: value }))]}
          error={fieldError(create.error, 'role')}
          onChange={setRole}
        />
      </div>
      <Select
        label="Ends after"
        value={days}
        options={EXPIRY_OPTIONS}
        error={fieldError(create.error, 'expires_in_days')}
        onChange={setDays}
      />
    </FormDialog>
  );
}
