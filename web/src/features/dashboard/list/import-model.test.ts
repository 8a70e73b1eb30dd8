import { describe, expect, it } from 'vitest';
import { ApiError } from '@/api/api-error';
import { EMPTY_IMPORT, importFaults, importRequest, importWords } from './import-model';

const result = {
  format: 'grafana' as const,
  name: 'web',
  display_name: 'Web',
  panels: 1,
  exists: true,
  saved: false,
  warnings: [],
};

describe('an import', () => {
  it('is tried before it is done', () => {
    expect(importRequest({ ...EMPTY_IMPORT, source: '{}' }, true)).toEqual({
      source: '{}',
      format: 'auto',
      overwrite: false,
      dry_run: true,
    });
    expect(importRequest({ ...EMPTY_IMPORT, source: '{}', name: 'b', conflict: 'overwrite' }, false)).toMatchObject({
      name: 'b',
      overwrite: true,
      dry_run: false,
    });
  });

  it('says what it is', () => {
    expect(importWords(result, 'rename')).toBe('A Grafana dashboard, ‘Web’, with 1 panel.');
    expect(importWords(result, 'overwrite')).toContain('next version');
  });

  it('names every fault with its place', () => {
    const error = new ApiError({
      status: 400,
      code: 'invalid_document',
      message: 'The document is not a dashboard',
      errors: [
        { field: 'spec.layouts[0]', message: 'has no items' },
        { field: '', message: 'too long' },
        { field: 'body', message: 'line 1: tags are not allowed' },
      ],
    });
    expect(importFaults(error)).toEqual(['spec.layouts[0]: has no items', 'too long', 'line 1: tags are not allowed']);
    expect(importFaults(new Error('x'))).toEqual(['x']);
  });
});
