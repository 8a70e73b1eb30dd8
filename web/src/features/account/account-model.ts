import type { Schema } from '@/api/client';
import type { Role } from '@/api/permissions';
import type { GlyphName } from '@/kit/status/status-table';
import { counted, plural } from '@/lib/numbers';

/**
 * Where to go after signing in: only an address of this app. What a browser could take for another server
 * (`//host`, `/\host`, `https:`) leads home.
 */
export function safeReturn(returnTo: string | null, origin: string): string {
  if (!returnTo?.startsWith('/')) return '/';
  const url = URL.canParse(returnTo, origin) ? new URL(returnTo, origin) : undefined;
  if (!url || url.origin !== origin || url.pathname.startsWith('/sign-in')) return '/';
  // '/..//host' is of this app only until its dots are resolved.
  if (url.pathname.startsWith('//')) return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}

/** Whether what came with the navigation to the sign-in page says that a session ended. */
export function isSessionEnded(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'sessionEnded' in state && state.sessionEnded === true;
}

const CHECK_GLYPHS: Record<Schema<'SystemCheck'>['state'], GlyphName> = {
  ok: 'ok',
  warning: 'warning',
  failed: 'failed',
  waiting: 'queued',
};

export function checkGlyph(state: Schema<'SystemCheck'>['state']): GlyphName {
  return CHECK_GLYPHS[state];
}

type Member = Pick<Schema<'Member'>, 'login' | 'role'>;

/** '6 members, 2 owners' */
export function membersSentence(members: readonly Member[]): string {
  const owners = members.filter((member) => member.role === 'owner').length;
  return `${counted(members.length, 'member')}, ${counted(owners, 'owner')}`;
}

/** Why a member can't be removed or given another role: a project has an owner at all times. */
export function lastOwnerReason(members: readonly Member[], member: Member): string | undefined {
  const owners = members.filter((candidate) => candidate.role === 'owner').length;
  if (member.role !== 'owner' || owners > 1) return undefined;
  return 'The last owner stays. Make somebody else owner first.';
}

/** The words for a browser of a session: 'Firefox on Linux'. */
export function describeAgent(userAgent: string): string {
  const find = (names: readonly (readonly [RegExp, string])[]): string | undefined =>
    names.find(([pattern]) => pattern.test(userAgent))?.[1];
  const browser = find([
    [/Edg\//, 'Edge'],
    [/Firefox\//, 'Firefox'],
    [/Chrom(e|ium)\//, 'Chrome'],
    [/Safari\//, 'Safari'],
    [/curl\//, 'curl'],
  ]);
  const system = find([
    [/iPhone|iPad/, 'iOS'],
    [/Android/, 'Android'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'macOS'],
    [/Linux|X11/, 'Linux'],
  ]);
  if (!browser) return userAgent === '' ? 'Unknown program' : (userAgent.split(' ')[0] ?? userAgent);
  return system ? `${browser} on ${system}` : browser;
}

type TokenTimes = Pick<Schema<'Token'>, 'expires_at'>;
const WEEK_MS = 7 * 24 * 3600 * 1000;

export type TokenState = 'valid' | 'ends_soon' | 'expired';

export function tokenState(token: TokenTimes, now: Date): TokenState {
  const rest = Date.parse(token.expires_at) - now.getTime();
  if (rest <= 0) return 'expired';
  return rest < WEEK_MS ? 'ends_soon' : 'valid';
}

/** '3 API tokens, 1 expired' */
export function tokensSentence(tokens: readonly TokenTimes[], now: Date): string {
  if (tokens.length === 0) return 'No API tokens';
  const expired = tokens.filter((token) => tokenState(token, now) === 'expired').length;
  const head = counted(tokens.length, 'API token');
  return expired === 0 ? head : `${head}, ${expired} expired`;
}

/** What a token may do, in words. */
export function tokenReach(token: { project?: string; role?: Role }): string {
  const where = token.project === undefined || token.project === '' ? 'every project of yours' : token.project;
  return token.role === undefined ? `your role in ${where}` : `${token.role} in ${where}`;
}

type UserFacts = Pick<Schema<'User'>, 'is_admin' | 'disabled' | 'has_password'>;

/** '12 users, 2 administrators, 1 disabled' */
export function usersSentence(users: readonly UserFacts[]): string {
  const admins = users.filter((user) => user.is_admin && !user.disabled).length;
  const disabled = users.filter((user) => user.disabled).length;
  const parts = [counted(users.length, 'user'), `${admins} ${plural(admins, 'administrator')}`];
  if (disabled > 0) parts.push(`${disabled} disabled`);
  return parts.join(', ');
}

/** Why a user can't be disabled or lose the administrator's right: the server would have none, or it is oneself. */
export function userGuard(
  users: readonly (UserFacts & { id: string })[],
  id: string,
  ownId: string,
): string | undefined {
  if (id === ownId) return 'This is you. Another administrator can do it.';
  const user = users.find((candidate) => candidate.id === id);
  const admins = users.filter((candidate) => candidate.is_admin && !candidate.disabled);
  if (user?.is_admin && !user.disabled && admins.length === 1) return 'The last administrator stays.';
  return undefined;
}
