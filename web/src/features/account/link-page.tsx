import { useState, type FormEvent } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { toFailure } from '@/lib/failure';
import { formatMoment } from '@/lib/time';
import { fieldError, formError } from '@/api/api-error';
import { Button } from '@/kit/button/button';
import { ButtonLink } from '@/kit/button/button-link';
import { PasswordField } from '@/kit/field/password-field';
import { TextField } from '@/kit/field/text-field';
import { Note } from '@/kit/page/note';
import { AfterDelay, Skeleton } from '@/kit/page/skeleton';
import { ErrorPanel } from '@/kit/page/states';
import { useTabHead } from '@/kit/page/tab-head';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { checkGlyph } from './account-model';
import { useLink, useUseLink, type Link } from './api';
import { Door, DoorHead } from './door';
import styles from './door.module.css';
import { passwordFacts } from './password-model';

/** The page behind a one-time link: the first start, or a password that an administrator let set anew. */
export function LinkPage() {
  const { token = '' } = useParams();
  const query = useLink(token);
  useTabHead('Set password, Dashkeep');
  return (
    <Door>
      {query.data ? (
        <LinkForm token={token} link={query.data} />
      ) : query.error ? (
        <DeadLink error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <AfterDelay>
          <Skeleton width="60%" height="title" />
          <Skeleton height="row" />
          <Skeleton height="row" />
        </AfterDelay>
      )}
    </Door>
  );
}

function DeadLink({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const failure = toFailure(error);
  const isDead = failure.status === 404 || failure.status === 410 || failure.status === 400;
  if (!isDead) return <ErrorPanel failure={failure} what="The link" onRetry={onRetry} />;
  return (
    <>
      <DoorHead title="This link does not work">
        One-time links end after use and after their time. An administrator can make a new one; at the first start, the
        server prints a new one when it starts again.
      </DoorHead>
      <ButtonLink to="/sign-in" size="sign-in">
        Go to sign-in
      </ButtonLink>
    </>
  );
}

const FIELDS = ['password', 'email'];

function LinkForm({ token, link }: { token: string; link: Link }) {
  const isSetup = link.purpose === 'setup';
  const navigate = useNavigate();
  const useIt = useUseLink(token);
  const [email, setEmail] = useState(link.email);
  const [password, setPassword] = useState('');
  const facts = passwordFacts(password);
  const until = formatMoment(new Date(link.expires_at), useNow(), useTimeZone());
  const problem = formError(useIt.error, FIELDS);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const body = isSetup && email.trim() !== '' ? { password, email: email.trim() } : { password };
    useIt.mutate(body, { onSuccess: () => navigate('/', { replace: true }) });
  };

  return (
    <>
      <DoorHead title={isSetup ? 'Set up Dashkeep' : 'Set your password'}>
        {isSetup ? 'You opened the one-time link from the first start.' : 'You opened a one-time link.'} It works until{' '}
        {until} and only once.
      </DoorHead>
      {problem !== undefined && <Note tone="failed" title={problem} />}
      <form noValidate onSubmit={submit} aria-label="Set password">
        <TextField
          label={isSetup ? 'Administrator' : 'User'}
          name="username"
          autoComplete="username"
          size="sign-in"
          readOnly
          value={link.login}
          onChange={() => undefined}
        />
        {isSetup && (
          <TextField
            label="Email"
            name="email"
            type="email"
            autoComplete="email"
            size="sign-in"
            maxLength={254}
            value={email}
            error={fieldError(useIt.error, 'email')}
            onChange={setEmail}
          />
        )}
        <PasswordField
          label="Password"
          name="new-password"
          autoComplete="new-password"
          size="sign-in"
          maxLength={256}
          autoFocus
          value={password}
          hint={facts.hint}
          good={facts.good}
          error={fieldError(useIt.error, 'password')}
          onChange={setPassword}
        />
        <Button
          type="submit"
          variant="filled"
          size="sign-in"
          fullWidth
          isBusy={useIt.isLoading}
          disabledReason={facts.reason}
        >
          Set password and sign in
        </Button>
      </form>
      {link.checks.length > 0 && <Checks checks={link.checks} />}
    </>
  );
}

function Checks({ checks }: Pick<Link, 'checks'>) {
  return (
    <ul className={styles.checks} aria-label="State of this server">
      {checks.map((check) => (
        <li key={check.name} className={styles.check}>
          <StatusGlyph glyph={checkGlyph(check.state)} label={check.state} />
          <span className="strong">{check.name}</span>
          <span className={styles.checkText}>{check.text}</span>
        </li>
      ))}
    </ul>
  );
}
