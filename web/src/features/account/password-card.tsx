import { useState, type FormEvent } from 'react';
import { toFailure } from '@/lib/failure';
import { fieldError, formError } from '@/api/api-error';
import { useMe } from '@/api/session';
import { Button } from '@/kit/button/button';
import { Checkbox } from '@/kit/field/choice';
import { PasswordField } from '@/kit/field/password-field';
import { Card } from '@/kit/page/card';
import { Note } from '@/kit/page/note';
import { useChangePassword } from './api';
import { passwordFacts } from './password-model';
import styles from './account.module.css';

const FIELDS = ['current_password', 'new_password'];

function isWrong(error: unknown): boolean {
  return toFailure(error).status === 401 || fieldError(error, 'current_password') !== undefined;
}

export function PasswordCard() {
  const { user } = useMe();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [endsTokens, setEndsTokens] = useState(true);
  const change = useChangePassword();
  const facts = passwordFacts(next);
  const problem = formError(change.error, FIELDS);
  const reason = current === '' ? 'Type your current password first.' : facts.reason;

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate(
      { current_password: current, new_password: next, end_tokens: endsTokens },
      {
        onSuccess: () => {
          setCurrent('');
          setNext('');
        },
        // Only a wrong one has to be typed again.
        onError: (error) => isWrong(error) && setCurrent(''),
      },
    );
  };
  return (
    <Card title="Password">
      <form noValidate className={styles.form} onSubmit={submit} aria-label="Change password">
        {problem !== undefined && <Note tone="failed" title={problem} />}
        {change.isSuccess && (
          <Note tone="ok" title="The password is changed">
            {change.variables?.end_tokens === false
              ? 'Every other session has ended. Your API tokens go on.'
              : 'Every other session has ended, and so have your API tokens.'}
          </Note>
        )}
        {/* Password managers look for the name that the password belongs to. */}
        <input type="text" name="username" autoComplete="username" value={user.login} readOnly hidden />
        <div className={styles.pair}>
          <PasswordField
            label="Current password"
            autoComplete="current-password"
            maxLength={256}
            value={current}
            error={fieldError(change.error, 'current_password')}
            onChange={setCurrent}
          />
          <PasswordField
            label="New password"
            autoComplete="new-password"
            maxLength={256}
            value={next}
            hint={facts.hint}
            good={facts.good}
            error={fieldError(change.error, 'new_password')}
            onChange={setNext}
          />
        </div>
        <Checkbox
          label="API tokens end too"
          note="who knows the old password may have made one"
          checked={endsTokens}
          onChange={setEndsTokens}
        />
        <Button type="submit" isBusy={change.isLoading} disabledReason={reason}>
          Change password
        </Button>
      </form>
    </Card>
  );
}
