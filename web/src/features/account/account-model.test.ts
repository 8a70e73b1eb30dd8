import { describe, expect, it } from 'vitest';
import { aMembership } from '@/test/factories';
import {
  describeAgent,
  lastOwnerReason,
  membersSentence,
  safeReturn,
  tokenReach,
  tokensSentence,
  tokenState,
  userGuard,
  usersSentence,
} from './account-model';
import { fieldMarks } from './mark-field-model';
import { allowedRoles } from './token-form-model';

const ORIGIN = 'https://dashkeep.internal';

describe('safeReturn', () => {
  it.each(['/p/commerce/runs?status=failed#7', '/', '/settings/profile'])('goes to %s', (path) => {
    expect(safeReturn(path, ORIGIN)).toBe(path);
  });

  it.each([
    null,
    '',
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '/\t/evil.example/',
    '/..//evil.example/',
    '/.//evil.example/',
    '/p/..//evil.example/',
    '/%2e%2e//evil.example/',
    'javascript:alert(1)',
    'p/commerce',
    '/sign-in?returnTo=/',
  ])('goes home instead of %j', (path) => {
    expect(safeReturn(path, ORIGIN)).toBe('/');
  });
});

describe('members', () => {
  const owner = { login: 'a', role: 'owner' } as const;
  const other = { login: 'b', role: 'owner' } as const;
  const reader = { login: 'c', role: 'readonly' } as const;

  it('guards the last owner only', () => {
    expect(lastOwnerReason([owner, reader], owner)).toContain('The last owner stays');
    expect(lastOwnerReason([owner, reader], reader)).toBeUndefined();
    expect(lastOwnerReason([owner, other], owner)).toBeUndefined();
  });

  it('are a sentence', () => {
    expect(membersSentence([owner, other, reader])).toBe('3 members, 2 owners');
    expect(membersSentence([owner])).toBe('1 member, 1 owner');
  });
});

describe('tokens', () => {
  const now = new Date('2026-11-20T09:00:00Z');
  const token = (expires_at: string) => ({ expires_at });

  it.each([
    ['2026-11-20T08:59:59Z', 'expired'],
    ['2026-11-24T09:00:00Z', 'ends_soon'],
    ['2027-01-20T09:00:00Z', 'valid'],
  ])('that ends at %s is %s', (at, state) => {
    expect(tokenState(token(at), now)).toBe(state);
  });

  it('are a sentence', () => {
    expect(tokensSentence([], now)).toBe('No API tokens');
    expect(tokensSentence([token('2020-01-01T00:00:00Z'), token('2030-01-01T00:00:00Z')], now)).toBe(
      '2 API tokens, 1 expired',
    );
  });

  it('say what they may do', () => {
    expect(tokenReach({})).toBe('your role in every project of yours');
    expect(tokenReach({ project: 'risk', role: 'readonly' })).toBe('readonly in risk');
  });

  it('can be limited to roles up to one’s own', () => {
    const roles = ['owner', 'manager', 'operator', 'readonly'] as const;
    const projects = [aMembership('operator', 'risk')];
    expect(allowedRoles(roles, projects, 'risk')).toEqual(['operator', 'readonly']);
    expect(allowedRoles(roles, projects, '')).toHaveLength(4);
  });
});

describe('users', () => {
  const admin = { id: '1', is_admin: true, disabled: false };
  const second = { id: '2', is_admin: true, disabled: false };
  const off = { id: '3', is_admin: true, disabled: true };

  it('guards oneself and the last administrator that can sign in', () => {
    expect(userGuard([admin, off], '1', '9')).toBe('The last administrator stays.');
    expect(userGuard([admin, second], '1', '9')).toBeUndefined();
    expect(userGuard([admin, second], '1', '1')).toContain('This is you');
  });

  it('are a sentence', () => {
    expect(usersSentence([admin, off])).toBe('2 users, 1 administrator, 1 disabled');
  });
});

describe('describeAgent', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36', 'Chrome on Linux'],
    ['Mozilla/5.0 (Windows NT 10.0) Chrome/131.0 Safari/537.36 Edg/131.0', 'Edge on Windows'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18 Safari/604', 'Safari on iOS'],
    ['curl/8.9.1', 'curl'],
    ['my-script/2.0 (internal)', 'my-script/2.0'],
    ['', 'Unknown program'],
  ])('%j is %s', (agent, words) => {
    expect(describeAgent(agent)).toBe(words);
  });
});

describe('the field of marks', () => {
  it('is the same at every load, and nearly all is well', () => {
    const marks = fieldMarks(34, 45);
    expect(fieldMarks(34, 45)).toEqual(marks);
    expect(marks.length).toBeGreaterThan(20);
    expect(marks.length).toBeLessThan(34 * 45 * 0.08);
    expect(new Set(marks.map((mark) => mark.kind)).size).toBe(3);
  });
});
