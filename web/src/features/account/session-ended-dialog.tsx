import { useState, type FormEvent } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useWindowListener } from '@/lib/use-window-listener';
import { toFailure } from '@/lib/failure';
import { formError } from '@/api/api-error';
import { api, read } from '@/api/client';
import { endAsking } from '@/api/session-end';
import { useMe, useSetMe } from '@/api/session';
import { Button } from '@/kit/button/button';
import { PasswordField } from '@/kit/field/password-field';
import { TextField } from '@/kit/field/text-field';
import { Stack } from '@/kit/layout/columns';
import { Dialog } from '@/kit/overlay/dialog';
import { Note } from '@/kit/page/note';
import { useSignIn } from './api';

const FORM = 'sign-in-again';

/** The sign-in above a page with unsaved work, for who was signed in on it: it goes on where it was. */
export function SessionEndedDialog() {
  const { user } = useMe();
  const [password, setPassword] = useState('');
  const signIn = useSignIn();
  const goOn = useGoingOn();
  useSignInElsewhere(user.id, goOn);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    // By the promise: with the sign-in the dialog goes, and a mutation tells nothing to who is gone.
    signIn.mutateAsync({ login: user.login, password }).then(goOn, (error: unknown) => {
      if (toFailure(error).status === 401) setPassword('');
    });
  };
  const error = formError(signIn.error, []);
  return (
    <Dialog
      title="Your session ended"
      description="What you typed is still here. Sign in again to go on with it."
      onClose={endAsking}
      keepsOnOutsideClick
      footer={
        <>
          <Button variant="text" onClick={() => window.location.assign('/sign-in')}>
            Leave the page
          </Button>
          <Button
            type="submit"
            form={FORM}
            variant="filled"
            isBusy={signIn.isLoading}
            disabledReason={password === '' && !signIn.isLoading ? 'Type your password first.' : undefined}
          >
            Sign in
          </Button>
        </>
      }
    >
      <form noValidate id={FORM} onSubmit={submit} aria-label="Sign in again">
        <Stack gap="fields">
          {error !== undefined && <Note tone="failed" title={error} />}
          <TextField
            label="User"
            name="username"
            autoComplete="username"
            readOnly
            value={user.login}
            onChange={() => undefined}
          />
          <PasswordField
            label="Password"
            name="password"
            autoComplete="current-password"
            maxLength={256}
            value={password}
            onChange={setPassword}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

/** Whatever was refused meanwhile is read again. */
function useGoingOn(): () => void {
  const client = useQueryClient();
  return () => {
    endAsking();
    void client.invalidateQueries();
  };
}

/** Another window of the browser may have signed in: they have one session. Somebody else's is no way to go on. */
function useSignInElsewhere(userId: string, goOn: () => void): void {
  const setMe = useSetMe();
  useWindowListener('focus', async () => {
    const me = await read(api.GET('/api/v1/me')).catch(() => undefined);
    if (me?.user.id !== userId) return;
    setMe(me);
    goOn();
  });
}
