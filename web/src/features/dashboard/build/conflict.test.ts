import { describe, expect, it } from 'vitest';
import { ApiError } from '@/api/api-error';
import { conflictOf, overwriteMessage, resolutionButton } from './conflict';

function refused(details: Record<string, unknown>, status = 409): ApiError {
  return new ApiError({ status, code: 'stale_version', message: 'm.okafor saved a newer version', details });
}

describe('a conflict', () => {
  it('knows who saved what, and how to save over it', () => {
    const conflict = conflictOf(
      refused({
        current: { kind: 'Dashboard', metadata: { name: 'web', project: 'p', version: 5 }, spec: {} },
        current_version: 5,
        etag: '"x-5"',
        saved_by: 'm.okafor',
        saved_at: '2026-11-20T08:41:00Z',
        yours_version: 4,
      }),
    );
    expect(conflict).toMatchObject({ theirVersion: 5, etag: '"x-5"', savedBy: 'm.okafor', base: 4 });
    expect(conflict?.theirs.spec.panels).toEqual({});
  });

  it('is not every refusal', () => {
    expect(conflictOf(refused({}))).toBeUndefined();
    expect(conflictOf(refused({ current_version: 5 }, 400))).toBeUndefined();
    expect(conflictOf(new Error('x'))).toBeUndefined();
  });

  it('keeps the reason, and says whose version it was saved over', () => {
    const conflict = conflictOf(refused({ current: {}, current_version: 5, saved_by: 'm.okafor' }));
    const message = (reason: string) => conflict && overwriteMessage(reason, conflict);
    expect(message('p99 in seconds')).toBe('p99 in seconds (saved over version 5 of m.okafor)');
    expect(message('')).toBe('Saved over version 5 of m.okafor');
  });

  it('has a verb for each way out', () => {
    expect(resolutionButton('overwrite', 5)).toBe('Save mine as version 6');
    expect(resolutionButton('theirs', 5)).toBe('Take version 5');
    expect(resolutionButton('copy', 5)).toBe('Save mine as a copy');
  });
});
