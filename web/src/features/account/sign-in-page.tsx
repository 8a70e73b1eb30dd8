import { useState, type FormEvent } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router-dom';
import { toFailure } from '@/lib/failure';
import { formError } from '@/api/api-error';
import { Button } from '@/kit/button/button';
import { PasswordField } from '@/kit/field/password-field';
import { TextField } from '@/kit/field/text-field';
import { Note } from '@/kit/page/note';
import { useTabHead } from '@/kit/page/tab-head';
import { isSessionEnded, safeReturn } from './account-model';
import { useIsSetupPending, useSignIn } from './api';
import { Door, DoorHead } from './door';
import styles from './door.module.css';

export function SignInPage() {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const { state }: { state: unknown } = useLocation();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useSignIn();
  const isSetupPending = useIsSetupPending();
  useTabHead('Sign in, Dashkeep');

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    signIn.mutate(
      { login: login.trim(), password },
      {
        onSuccess: () => navigate(safeReturn(params.get('returnTo'), window.location.origin), { replace: true }),
        // A server that does not answer has not looked at it.
        onError: (error) => toFailure(error).status === 401 && setPassword(''),
      },
    );
  };
  const error = formError(signIn.error, []);
  const isFilled = login.trim() !== '' && password !== '';

  return (
    <Door>
      <DoorHead title="Sign in">to {window.location.host}</DoorHead>
      {isSetupPending && (
        <Note tone="info" title="Nobody has a password yet">
          The server printed a link when it started, in its terminal or its log. It sets the administrator’s password.
        </Note>
      )}
      {isSessionEnded(state) && error === undefined && <Note tone="info" title="Your session ended. Sign in again." />}
      {error !== undefined && <Note tone="failed" title={error} />}
      <form noValidate onSubmit={submit} aria-label="Sign in">
        <TextField
          label="User or email"
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          autoFocus
          size="sign-in"
          maxLength={254}
          value={login}
          onChange={setLogin}
        />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="current-password"
          size="sign-in"
          maxLength={256}
          value={password}
          onChange={setPassword}
        />
        <Button
          type="submit"
          variant="filled"
          size="sign-in"
          fullWidth
          isBusy={signIn.isLoading}
          disabledReason={isFilled || signIn.isLoading ? undefined : 'Type your user name and your password first.'}
        >
          Sign in
        </Button>
      </form>
      <p className={styles.help}>No password? An administrator can send you a new link.</p>
    </Door>
  );
}
