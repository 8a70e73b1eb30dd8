import type { VariableDefinition } from '@perses-dev/core';
import { describe, expect, it } from 'vitest';
import { variableText, variableValue } from './variable-text';

function list(allowMultiple: boolean): VariableDefinition {
  const plugin = { kind: 'StaticListVariable', spec: { values: [] } };
  return { kind: 'ListVariable', spec: { name: 'v', allowMultiple, allowAllValue: true, plugin } };
}

const SEVERAL = list(true);
const ONE = list(false);
const TEXT: VariableDefinition = { kind: 'TextVariable', spec: { name: 'v', value: 'a' } };

const HARD = [
  'a',
  'comma,semi;',
  ',',
  'a\\',
  '\\',
  '\\\\',
  '\\,',
  'a\\,b\\\\,c',
  'ends,',
  ',begins',
  'a b',
  '%2C',
  '$__all',
];

describe('the values of a variable in the address', () => {
  it.each(HARD)('are what was chosen: %s', (value) => {
    expect(variableValue(ONE, variableText(ONE, value) ?? '')).toBe(value);
    expect(variableValue(TEXT, variableText(TEXT, value) ?? '')).toBe(value);
    expect(variableValue(SEVERAL, variableText(SEVERAL, [value]) ?? '')).toBe(value);
    for (const other of HARD) {
      expect(variableValue(SEVERAL, variableText(SEVERAL, [value, other]) ?? '')).toEqual([value, other]);
      expect(variableValue(SEVERAL, variableText(SEVERAL, [other, value, 'b']) ?? '')).toEqual([other, value, 'b']);
    }
  });

  it('are written as Perses and older links have them', () => {
    expect(variableText(SEVERAL, ['a', 'b'])).toBe('a,b');
    expect(variableValue(SEVERAL, 'a,b')).toEqual(['a', 'b']);
    expect(variableValue(SEVERAL, 'a\\d+')).toBe('a\\d+');
    expect(variableValue(SEVERAL, 'a\\\\d,b\\.c')).toEqual(['a\\\\d', 'b\\.c']);
    expect(variableValue(SEVERAL, '$__all')).toBe('$__all');
    expect(variableText(ONE, 'comma,semi;')).toBe('comma,semi;');
  });

  it('of a variable that takes one are never taken apart', () => {
    expect(variableValue(ONE, 'a,b')).toBe('a,b');
    expect(variableValue(TEXT, 'a\\,b')).toBe('a\\,b');
  });

  it('are none where nothing was chosen, and a text may be empty', () => {
    expect(variableText(ONE, null)).toBeUndefined();
    expect(variableText(SEVERAL, [])).toBeUndefined();
    expect(variableText(TEXT, '')).toBe('');
  });
});
