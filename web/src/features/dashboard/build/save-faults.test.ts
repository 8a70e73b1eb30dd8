import { describe, expect, it } from 'vitest';
import { ApiError } from '@/api/api-error';
import { readDocument } from '../document/dashboard-document';
import { pathWords, saveFaults } from './save-faults';

const document = readDocument({
  metadata: { name: 'web', project: 'p' },
  spec: {
    panels: {
      a1: { kind: 'Panel', spec: { display: { name: 'Latency' }, plugin: { kind: 'TimeSeriesChart', spec: {} } } },
    },
    variables: [{ kind: 'TextVariable', spec: { name: 'model', value: '' } }],
  },
});

describe('a fault of a document', () => {
  it.each([
    ['spec.panels.a1.spec.queries[0].spec.plugin.spec.query', 'Panel Latency, query 1, query'],
    ['spec.panels.a1', 'Panel Latency'],
    ['spec.panels.zz.spec.display.name', 'Panel zz, display name'],
    ['spec.variables[0].spec.name', 'Variable model, name'],
    ['spec.layouts[1].spec.items[0]', 'Group 2, items[0]'],
    ['spec.duration', 'duration'],
    ['', 'Dashboard'],
  ])('at ‘%s’ is at %s', (path, words) => {
    expect(pathWords(path, document)).toBe(words);
  });

  it('keeps its path for those who know it', () => {
    const error = new ApiError({
      status: 400,
      code: 'invalid',
      message: 'x',
      errors: [{ field: 'spec.duration', message: 'is no duration' }],
    });
    expect(saveFaults(error, document)).toEqual([
      { place: 'duration', path: 'spec.duration', message: 'is no duration' },
    ]);
    expect(saveFaults(new Error('x'), document)).toEqual([]);
  });
});
