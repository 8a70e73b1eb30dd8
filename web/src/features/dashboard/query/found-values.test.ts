import type { VariableDefinition } from '@perses-dev/core';
import type { VariableStateMap } from '@perses-dev/plugin-system';
import { describe, expect, it } from 'vitest';
import { markedStates, withFoundValues } from './found-values';

const FOUND: Extract<VariableDefinition, { kind: 'ListVariable' }> = {
  kind: 'ListVariable',
  spec: {
    name: 'x',
    allowMultiple: true,
    allowAllValue: true,
    plugin: { kind: 'PrometheusLabelValuesVariable', spec: { labelName: 'a' } },
  },
};
const FIXED: VariableDefinition = {
  kind: 'ListVariable',
  spec: { ...FOUND.spec, plugin: { kind: 'StaticListVariable', spec: { values: [] } } },
};

function states(value: string | string[]): VariableStateMap {
  return { x: { value, loading: false } };
}

function filled(expression: string, value: string | string[], definition: VariableDefinition = FOUND): string {
  return withFoundValues(expression, markedStates(states(value), states(value), [definition]));
}

describe('a value that a source gave', () => {
  it.each([
    ['bad "klein"', String.raw`up{a="bad \"klein\""}`, String.raw`up{a=~"bad \"klein\""}`],
    [String.raw`flur\hinten`, String.raw`up{a="flur\\hinten"}`, String.raw`up{a=~"flur\\\\hinten"}`],
    ['{{x}} $y', String.raw`up{a="{{x}} \x24y"}`, String.raw`up{a=~"\\{\\{x\\}\\} \\x24y"}`],
    ['a.b(c)', 'up{a="a.b(c)"}', String.raw`up{a=~"a\\.b\\(c\\)"}`],
    ["it's", `up{a="it's"}`, `up{a=~"it's"}`],
    ['two\nlines', String.raw`up{a="two\nlines"}`, String.raw`up{a=~"two\nlines"}`],
    ['a-1/b', 'up{a="a-1/b"}', 'up{a=~"a-1/b"}'],
  ])('%j is compared as it is', (value, equal, pattern) => {
    expect(filled('up{a="$x"}', value)).toBe(equal);
    expect(filled('up{a=~"$x"}', value)).toBe(pattern);
    expect(filled('up{a =~ "${x:pipe}"}', value)).toBe(pattern.replace('=~', ' =~ '));
  });

  it('is one of several', () => {
    expect(filled('up{a!~"$x"}', ['a.b', 'c"d'])).toBe(String.raw`up{a!~"(a\\.b|c\"d)"}`);
    expect(filled("up{a=~'${x}'}", ["it's", '$y'])).toBe(String.raw`up{a=~'(it\'s|\\x24y)'}`);
    expect(filled('up{a=~`$x`}', ['a.b', 'c`$d'])).toBe(String.raw`up{a=~${'`'}(a\.b|c\x60\x24d)${'`'}}`);
    expect(filled('up{a=~"${x:regex}"}', 'a.b')).toBe(String.raw`up{a=~"(a\\.b)"}`);
  });

  it.each([
    'rate($x[5m])',
    'up[$x]',
    'up{a=~"${x:raw}"}',
    'up # it\'s "$x"',
    'up{a="$xy"}',
    'up{a=`$x`}',
    'up{a="$__proto__"}',
  ])('is not put into %s here', (expression) => expect(filled(expression, 'a"b')).toBe(expression));
});

describe('what an author wrote', () => {
  it('is left to Perses: a fixed list, a text, a word for all', () => {
    const all = { ...FOUND, spec: { ...FOUND.spec, customAllValue: '.+' } };
    const text: VariableDefinition = { kind: 'TextVariable', spec: { name: 'x', value: 'a.*' } };
    expect(filled('up{a=~"$x"}', 'prod|stage.*', FIXED)).toBe('up{a=~"$x"}');
    expect(filled('up{a=~"$x"}', 'a.*', text)).toBe('up{a=~"$x"}');
    expect(withFoundValues('up{a=~"$x"}', markedStates(states('.+'), states('$__all'), [all]))).toBe('up{a=~"$x"}');
    expect(withFoundValues('up{a=~"$x"}', markedStates(states('a.b'), states('a.b'), [all]))).toBe(
      String.raw`up{a=~"a\\.b"}`,
    );
  });

  it('counts by the nearest definition of a name', () => {
    const marked = (...definitions: VariableDefinition[]) =>
      withFoundValues('up{a="$x"}', markedStates(states('"'), states('"'), definitions));
    expect(marked(FIXED, FOUND)).toBe('up{a="$x"}');
    expect(marked(FOUND, FIXED)).toBe(String.raw`up{a="\""}`);
  });
});
