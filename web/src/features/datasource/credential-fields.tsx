import { SegmentedControl, Switch } from '@/kit/field/choice';
import { TextArea } from '@/kit/field/text-area';
import { TextField } from '@/kit/field/text-field';
import { Note } from '@/kit/page/note';
import { fieldError } from '@/api/api-error';
import { CREDENTIAL_PATHS, type CredentialForm } from './credential-model';
import { HiddenField } from './hidden-field';
import styles from './datasource.module.css';

const LONGEST = 20_000;

const SIGN_INS = [
  { value: 'none', label: 'None' },
  { value: 'password', label: 'User and password' },
  { value: 'token', label: 'Bearer token' },
] as const;

type CredentialFieldsProps = {
  form: CredentialForm;
  before: CredentialForm;
  /** Why kept values have to be typed again. */
  again: string | undefined;
  error: unknown;
  onChange: (part: Partial<CredentialForm>) => void;
};

/** How the server is signed in to, and how its certificate is checked. */
export function CredentialFields({ form, before, again, error, onChange }: CredentialFieldsProps) {
  const errorAt = (field: keyof typeof CREDENTIAL_PATHS): string | undefined =>
    fieldError(error, CREDENTIAL_PATHS[field]);
  return (
    <>
      <SegmentedControl
        label="Sign-in"
        options={SIGN_INS}
        value={form.signIn}
        onChange={(signIn) => onChange({ signIn })}
      />
      {form.signIn === 'password' && (
        <div className={styles.pair}>
          <TextField
            label="User"
            autoCapitalize="none"
            maxLength={75}
            value={form.username}
            error={errorAt('username')}
            onChange={(username) => onChange({ username })}
          />
          <HiddenField
            label="Password"
            value={form.password}
            wasKept={before.password.isKept}
            again={again}
            maxLength={LONGEST}
            error={errorAt('password')}
            onChange={(password) => onChange({ password })}
          />
        </div>
      )}
      {form.signIn === 'token' && (
        <HiddenField
          label="Token"
          hint="Sent as ‘Authorization: Bearer …’"
          value={form.token}
          wasKept={before.token.isKept}
          again={again}
          maxLength={LONGEST}
          error={errorAt('token')}
          onChange={(token) => onChange({ token })}
        />
      )}
      <TextArea
        label="CA certificate"
        hint="When its certificate is from a CA that this machine does not know: PEM"
        placeholder="-----BEGIN CERTIFICATE-----"
        isMono
        spellCheck={false}
        value={form.ca}
        error={errorAt('ca')}
        onChange={(ca) => onChange({ ca })}
      />
      <Switch
        label="Do not check the certificate"
        checked={form.skipsVerify}
        onChange={(skipsVerify) => onChange({ skipsVerify })}
      />
      {form.skipsVerify && (
        <Note tone="warning" title="Whoever answers at this address gets the credentials">
          Nobody checks that it is the server. Give its CA certificate instead wherever there is one.
        </Note>
      )}
    </>
  );
}
