import { describe, expect, it } from 'vitest';
import cases from './password-cases.json';
import { brokenRule, passwordFacts } from './password-model';

/** Names and common words are the server's: it has the list. */
const OF_THE_SERVER = new Set(['', 'name', 'common']);

describe('the rules of a new password', () => {
  it.each(cases)('$password: $rule', ({ password, rule }) => {
    expect(brokenRule(password) ?? '').toBe(OF_THE_SERVER.has(rule) ? '' : rule);
  });

  it('are told while it is typed', () => {
    expect(passwordFacts('')).toMatchObject({ hint: 'At least 12 characters, no name, no common word' });
    expect(passwordFacts('elevenchars')).toMatchObject({ hint: '11 of at least 12 characters' });
    expect(passwordFacts('🔑🔑🔑')).toMatchObject({ hint: '3 of at least 12 characters' });
    expect(passwordFacts('abcabcabcabc').hint).toContain('repeats the same few characters');
    expect(passwordFacts('correct horse battery')).toEqual({ good: '21 characters, long enough' });
  });
});
