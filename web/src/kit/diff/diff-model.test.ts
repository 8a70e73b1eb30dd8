import { describe, expect, it } from 'vitest';
import { countWords, isEmptyDiff, restOfFields, splitPath, valueText, type Diff } from './diff-model';

const diff: Diff = {
  counts: { added: 0, removed: 0, changed: 1 },
  changes: [
    {
      kind: 'changed',
      sentence: 'The panel Latency has another query',
      fields: [{ kind: 'changed', path: 'a.b' }],
    },
  ],
  fields: [
    { kind: 'changed', path: 'a.b' },
    { kind: 'added', path: 'c' },
  ],
};

describe('a difference', () => {
  it('is counted in words', () => {
    expect(countWords({ added: 2, removed: 1, changed: 0 })).toBe('2 added, 1 removed');
    expect(countWords({ added: 0, removed: 0, changed: 0 })).toBe('Nothing changed');
  });

  it('shows values as people write them', () => {
    expect(valueText('"rate(x[5m])"')).toBe('rate(x[5m])');
    expect(valueText('{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(valueText('not json')).toBe('not json');
    expect(valueText(undefined)).toBeUndefined();
    expect(valueText(JSON.stringify('x'.repeat(5000)))).toHaveLength(2001);
  });

  it('tells each field once', () => {
    expect(restOfFields(diff).map((field) => field.path)).toEqual(['c']);
    expect(isEmptyDiff(diff)).toBe(false);
  });

  it('puts the end of a path into the foreground', () => {
    expect(splitPath('spec.panels.a.spec.query')).toEqual({ lead: 'spec.panels.a.', tail: 'spec.query' });
    expect(splitPath('spec.duration')).toEqual({ lead: '', tail: 'spec.duration' });
  });
});
