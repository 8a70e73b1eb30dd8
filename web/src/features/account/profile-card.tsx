import { useState, type FormEvent } from 'react';
import { fieldError, formError } from '@/api/api-error';
import { useMe } from '@/api/session';
import { useUnsavedWork } from '@/lib/unsaved-work';
import { Button } from '@/kit/button/button';
import { TextField } from '@/kit/field/text-field';
import { Card } from '@/kit/page/card';
import { Note } from '@/kit/page/note';
import { useChangeMe } from './api';
import styles from './account.module.css';

const FIELDS = ['display_name', 'email'];

/** Name and email: what others see, and what one may sign in with. */
export function ProfileCard() {
  const { user, method } = useMe();
  const [name, setName] = useState(user.display_name);
  const [email, setEmail] = useState(user.email);
  const change = useChangeMe();
  const problem = formError(change.error, FIELDS);
  const isSame = name.trim() === user.display_name && email.trim() === user.email;
  useUnsavedWork(!isSame);
  const reason =
    method === 'token'
      ? 'A token changes no account. Sign in with a password.'
      : isSame
        ? 'Nothing is changed.'
        : undefined;

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate({ display_name: name.trim(), email: email.trim() });
  };
  return (
    <Card title="About you">
      <form noValidate className={styles.form} onSubmit={submit} aria-label="About you">
        {problem !== undefined && <Note tone="failed" title={problem} />}
        {change.isSuccess && isSame && <Note tone="ok" title="Name and email are saved" />}
        <div className={styles.pair}>
          <TextField
            label="Name"
            hint={`Shown beside ${user.login}`}
            autoComplete="name"
            maxLength={100}
            value={name}
            error={fieldError(change.error, 'display_name')}
            onChange={setName}
          />
          <TextField
            label="Email"
            hint="To sign in with, in place of the user name"
            type="email"
            autoComplete="email"
            maxLength={254}
            value={email}
            error={fieldError(change.error, 'email')}
            onChange={setEmail}
          />
        </div>
        <Button type="submit" isBusy={change.isLoading} disabledReason={reason}>
          Save name and email
        </Button>
      </form>
    </Card>
  );
}
