import { useState } from 'react';
import { fieldError, formError, isApiError } from '@/api/api-error';
import { ROLE_WORDS, type Role } from '@/api/permissions';
import { ROLES } from '@/api/permissions.gen';
import { useCurrentProject, useMe } from '@/api/session';
import { Checkbox } from '@/kit/field/choice';
import { Select } from '@/kit/field/select';
import { TextField } from '@/kit/field/text-field';
import { FormDialog } from '@/kit/overlay/form-dialog';
import { useAddToProject, useCreateUser, type UserWithLink } from './api';
import styles from './account.module.css';

/** The server answers with the pattern, which is for machines. */
const LOGIN_FORM = 'Use letters, digits, dots, hyphens and @. Begin and end with a letter or a digit.';
const FIELDS = ['login', 'display_name', 'email'];

const NO_PROJECT = '';

type CreateUserDialogProps = {
  onClose: () => void;
  /** notIn is the project that the user could not be added to. */
  onCreated: (created: UserWithLink, notIn: string | undefined) => void;
};

export function CreateUserDialog({ onClose, onCreated }: CreateUserDialogProps) {
  const [login, setLogin] = useState('');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [isAdmin, setIsAdmin] = useState(false);
  const { projects } = useMe();
  const current = useCurrentProject();
  const [project, setProject] = useState(current?.name ?? NO_PROJECT);
  const [role, setRole] = useState<Role>('readonly');
  const create = useCreateUser();
  const add = useAddToProject();
  const taken = isApiError(create.error) && create.error.status === 409 ? create.error.message : undefined;
  const problem = taken ? undefined : formError(create.error, FIELDS);

  const submit = (): void => {
    create.mutate(
      { login: login.trim(), display_name: name.trim(), email: email.trim(), is_admin: isAdmin },
      {
        onSuccess: (created) => {
          if (project === NO_PROJECT) onCreated(created, undefined);
          else {
            const place = { project, login: created.user.login, role };
            add.mutate(place, {
              onSuccess: () => onCreated(created, undefined),
              // The user is there, and the link is shown this once: what is left to do is said beside it.
              onError: () => onCreated(created, project),
            });
          }
        },
      },
    );
  };
  return (
    <FormDialog
      title="New user"
      footnote="You get a one-time link to pass on"
      submitLabel="Create user"
      isBusy={create.isLoading || add.isLoading}
      disabledReason={login.trim() === '' ? 'Type the user name first.' : undefined}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label="User"
        hint="To sign in with: letters, digits, dots and hyphens"
        autoCapitalize="none"
        maxLength={64}
        value={login}
        error={taken ?? (fieldError(create.error, 'login') && LOGIN_FORM)}
        onChange={setLogin}
      />
      <div className={styles.pair}>
        <TextField
          label="Name"
          maxLength={100}
          value={name}
          error={fieldError(create.error, 'display_name')}
          onChange={setName}
        />
        <TextField
          label="Email"
          type="email"
          maxLength={254}
          value={email}
          error={fieldError(create.error, 'email')}
          onChange={setEmail}
        />
      </div>
      <div className={styles.pair}>
        <Select
          label="Project"
          hint="A user in no project sees nothing"
          value={project}
          options={[
            { value: NO_PROJECT, label: 'None yet' },
            ...projects.map(({ name: value, display_name: title }) => ({ value, label: title || value })),
          ]}
          onChange={setProject}
        />
        <Select
          label="Role"
          hint={project === NO_PROJECT ? undefined : ROLE_WORDS[role]}
          value={role}
          options={ROLES.map((value) => ({ value, label: value }))}
          disabledReason={project === NO_PROJECT ? 'Choose a project first.' : undefined}
          onChange={setRole}
        />
      </div>
      <Checkbox
        label="Administrator"
        note="users and global datasources of this server"
        checked={isAdmin}
        onChange={setIsAdmin}
      />
    </FormDialog>
  );
}
