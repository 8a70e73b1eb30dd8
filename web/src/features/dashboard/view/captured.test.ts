import { expect, it } from 'vitest';
import { captured } from './captured';

it('the label of an option is the value in use, unless its author wrote one', () => {
  const options = [
    { label: 'web-01.example:9100', value: 'web-01' },
    { label: 'Production', value: 'web-02' },
  ];
  expect(captured(options, '^([^.]+)\\.')).toEqual([{ label: 'web-01', value: 'web-01' }, options[1]]);
  expect(captured(options, undefined)).toBe(options);
});

it('joins several groups, of several matches, as the value does', () => {
  expect(captured([{ label: 'a=1,b=2', value: 'a1b2' }], '(\\w)=(\\d)|(x)')).toEqual([
    { label: 'a1b2', value: 'a1b2' },
  ]);
});
