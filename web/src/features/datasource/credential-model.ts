import {
  at,
  dropEmpty,
  orNothing,
  textAt,
  withValue,
  withValues,
  type Json,
  type StoredDocument,
} from './document-fields';
import { hiddenOf, NO_VALUE, sentOf, type HiddenValue } from './hidden-value';
import type { DatasourceScope } from './datasource-model';

export type SignIn = 'none' | 'password' | 'token';

/** How a datasource is signed in to, and how its certificate is checked: what a secret holds. */
export type CredentialForm = {
  signIn: SignIn;
  username: string;
  password: HiddenValue;
  token: HiddenValue;
  /** Certificates in PEM form that the server's must come from, in place of the system's. */
  ca: string;
  skipsVerify: boolean;
};

export const NO_CREDENTIALS: CredentialForm = {
  signIn: 'none',
  username: '',
  password: NO_VALUE,
  token: NO_VALUE,
  ca: '',
  skipsVerify: false,
};

/** Where the server names a field of the secret, and where the form has it. */
export const CREDENTIAL_PATHS = {
  username: 'spec.basicAuth.username',
  password: 'spec.basicAuth.password',
  token: 'spec.authorization.credentials',
  ca: 'spec.tlsConfig.ca',
  skipsVerify: 'spec.tlsConfig.insecureSkipVerify',
} as const satisfies Partial<Record<keyof CredentialForm, string>>;

export function toCredentials(secret: StoredDocument | undefined): CredentialForm {
  if (!secret) return NO_CREDENTIALS;
  const username = textAt(secret, CREDENTIAL_PATHS.username);
  const token = hiddenOf(textAt(secret, CREDENTIAL_PATHS.token));
  return {
    signIn: username === '' ? (token.isKept ? 'token' : 'none') : 'password',
    username,
    password: hiddenOf(textAt(secret, CREDENTIAL_PATHS.password)),
    token,
    ca: textAt(secret, CREDENTIAL_PATHS.ca),
    skipsVerify: at(secret, CREDENTIAL_PATHS.skipsVerify) === true,
  };
}

/** The secret to send: the one that was read, changed where the form has fields. */
export function toSecret(form: CredentialForm, scope: DatasourceScope, name: string, before?: StoredDocument): Json {
  const start: Json = before ?? {
    kind: scope.project === undefined ? 'GlobalSecret' : 'Secret',
    metadata: { name, ...(scope.project !== undefined && { project: scope.project }) },
    spec: {},
  };
  const changed = withValues(start, [
    ['metadata.name', name],
    ['spec.basicAuth', form.signIn === 'password' ? basicAuth(form) : undefined],
    [CREDENTIAL_PATHS.token, form.signIn === 'token' ? sentOf(form.token) : undefined],
    [CREDENTIAL_PATHS.ca, orNothing(form.ca)],
    [CREDENTIAL_PATHS.skipsVerify, form.skipsVerify || undefined],
  ]);
  const signedIn = form.signIn === 'token' ? changed : withValue(changed, 'spec.authorization', undefined);
  return dropEmpty(signedIn, 'spec.tlsConfig');
}

function basicAuth({ username, password }: CredentialForm): Json {
  const sent = sentOf(password);
  return { username: username.trim(), ...(sent !== '' && { password: sent }) };
}

export type SecretStep = 'nothing' | 'create' | 'update' | 'drop';

/**
 * What to do with the secret before the datasource is saved. Credentials go where they were sent: another server
 * gets a secret of its own.
 */
export function secretStep(sent: Json, before: StoredDocument | undefined, isMoved: boolean): SecretStep {
  const isEmpty = Object.keys(at(sent, 'spec') ?? {}).length === 0;
  if (isEmpty) return before ? 'drop' : 'nothing';
  if (!before || isMoved) return 'create';
  return JSON.stringify(sorted(at(sent, 'spec'))) === JSON.stringify(sorted(at(before, 'spec'))) ? 'nothing' : 'update';
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const);
  return entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** Whether two addresses are of one server: scheme, host and port. */
export function isSameServer(before: string, now: string): boolean {
  const origin = (url: string): string | undefined =>
    URL.canParse(url.trim()) ? new URL(url.trim()).origin : undefined;
  return origin(before) !== undefined && origin(before) === origin(now);
}

/** Why kept credentials have to be typed again; nothing while they may stay. */
export function whyAgain(form: CredentialForm, before: CredentialForm, isMoved: boolean): string | undefined {
  if (isMoved) return 'The server is another one, so type it again.';
  if (form.ca.trim() !== before.ca.trim() || form.skipsVerify !== before.skipsVerify) {
    return 'The certificate is checked in another way, so type it again.';
  }
  return undefined;
}

/** What is missing before the credentials can be sent. */
export function whyNoCredentials(form: CredentialForm, again: string | undefined): string | undefined {
  if (form.signIn === 'password') {
    if (form.username.trim() === '') return 'Type the user of the sign-in first.';
    if (form.password.isKept && again !== undefined) return 'Type the password again first.';
  }
  if (form.signIn === 'token') {
    if (form.token.isKept && again !== undefined) return 'Type the token again first.';
    if (!form.token.isKept && form.token.text.trim() === '') return 'Type the token first.';
  }
  return undefined;
}

/** 'user and password, own CA', what the closed part of the form says of itself. */
export function credentialsInWords(form: CredentialForm, headers: number): string {
  const parts = [
    { none: '', password: 'user and password', token: 'bearer token' }[form.signIn],
    form.ca.trim() === '' ? '' : 'own CA',
    form.skipsVerify ? 'certificate not checked' : '',
    headers === 0 ? '' : headers === 1 ? '1 header' : `${headers} headers`,
  ];
  return parts.filter((part) => part !== '').join(', ') || 'none';
}
