import { describe, expect, it } from 'vitest';
import { sampleRun } from '@/test/samples/runs';
import { changedIds, patchRows, readRunChange, refreshRows, waitingRows } from './live-rows';

const first = sampleRun({ id: 'a', created_at: '2026-11-20T08:00:00Z' });
const second = sampleRun({ id: 'b', created_at: '2026-11-20T07:00:00Z' });
const shown = [first, second];

describe('readRunChange', () => {
  it('reads what it knows and passes over the rest', () => {
    expect(
      readRunChange({ id: 'a', status: 'failed', counts: { total: 3, failed: 1 }, findings: { fail: 2 }, moon: true }),
    ).toEqual({
      id: 'a',
      status: 'failed',
      counts: { total: 3, failed: 1, succeeded: 0, warned: 0, skipped: 0 },
      findings: { pass: 0, warn: 0, fail: 2 },
    });
    expect(readRunChange({ id: 'a', status: 'moon' })).toEqual({ id: 'a' });
  });

  it.each([null, 'a', 3, [], {}, { id: 3 }])('takes %j for nothing', (data) => {
    expect(readRunChange(data)).toBeUndefined();
  });
});

describe('rows', () => {
  it('change in place', () => {
    const after = patchRows(shown, { id: 'b', status: 'failed' });
    expect(after.map((row) => [row.id, row.status])).toEqual([
      ['a', 'running'],
      ['b', 'failed'],
    ]);
    expect(changedIds(shown, after)).toEqual(['b']);
    expect(patchRows(shown, { id: 'z' })).toBe(shown);
  });

  it('keep their order and number when fresh records come', () => {
    const fresh = [
      sampleRun({ id: 'c', created_at: '2026-11-20T09:00:00Z' }),
      { ...second, status: 'succeeded' as const },
      first,
    ];
    expect(refreshRows(shown, fresh).map((row) => [row.id, row.status])).toEqual([
      ['a', 'running'],
      ['b', 'succeeded'],
    ]);
    expect(waitingRows(shown, fresh, true).map((row) => row.id)).toEqual(['c']);
  });

  it('do not call an older run new that moved up because another one left', () => {
    const older = sampleRun({ id: 'old', created_at: '2026-11-19T07:00:00Z' });
    expect(waitingRows(shown, [first, older], true)).toEqual([]);
    expect(waitingRows([], [first], false)).toEqual([first]);
  });

  it('wait when an older run comes to match, wherever its place is', () => {
    const between = sampleRun({ id: 'm', created_at: '2026-11-20T07:30:00Z' });
    const oldest = sampleRun({ id: 'o', created_at: '2026-11-19T07:00:00Z' });
    expect(waitingRows(shown, [first, between, second], true)).toEqual([between]);
    expect(waitingRows(shown, [first, second, oldest], false)).toEqual([oldest]);
  });
});
