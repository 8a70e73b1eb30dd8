import { expect, it } from 'vitest';
import cases from './quiet-cases.json';
import { quietWords } from './quiet-words';

it.each(cases)('%s: %j', (query = '', words = '') => {
  expect(quietWords(query)?.toLowerCase() ?? '').toBe(words);
});

it.each([
  '',
  'sum(ALERTS',
  'ALERTS)',
  'absent(',
  '{',
  'sum by (job',
  'sum() by',
  'ALERTS ALERTS',
  'absent(up) up',
  ')(',
])('is not said of what can not be read: %j', (query) => {
  expect(quietWords(query)).toBeUndefined();
});

it('is not said of what is too deep, and is soon', () => {
  expect(quietWords(`${'('.repeat(64)}ALERTS${')'.repeat(64)}`)).toBe('No alert');
  expect(quietWords(`${'('.repeat(50_000)}ALERTS${')'.repeat(50_000)}`)).toBeUndefined();
});
