import { describe, expect, it } from 'vitest';
import { sampleCause, sampleEntry } from '@/test/samples/health';
import { sampleMark, sampleRun } from '@/test/samples/runs';
import {
  brokenCauses,
  homeCause,
  homeSentence,
  lastWindowOf,
  newsSince,
  shortcutLines,
  windowMarks,
  windowSentence,
  windowTicks,
} from './home';

const counts = (fail: number, warn: number, unknown: number, pass: number) => ({ fail, warn, unknown, pass });

describe('homeSentence', () => {
  it.each([
    [counts(17, 11, 66, 334), 14, '17 dashboards are failing, 14 of them new since yesterday'],
    [counts(1, 0, 0, 3), 1, '1 dashboard is failing, new since yesterday'],
    [counts(2, 0, 0, 3), 2, '2 dashboards are failing, all new since yesterday'],
    [counts(2, 0, 0, 3), 0, '2 dashboards are failing'],
    [counts(0, 2, 0, 3), 0, 'Nothing fails, 2 dashboards have warnings'],
    [counts(0, 0, 2, 3), 0, 'Nothing fails, 2 of 5 dashboards unknown'],
    [counts(0, 0, 0, 3), 0, 'All 3 dashboards are healthy'],
    [counts(0, 0, 3, 0), 0, 'Nothing is checked yet'],
    [counts(0, 0, 0, 0), 0, 'There is no dashboard yet'],
  ])('%o with %s new: %s', (given, fresh, sentence) => {
    expect(homeSentence(given, fresh)).toBe(sentence);
  });
});

describe('homeCause', () => {
  it('names the cause that most have', () => {
    const causes = { counts: counts(17, 0, 0, 0), causes: [sampleCause('warehouse-eu', [], { count: 11 })] };
    expect(homeCause(causes)).toBe('11 have one cause: database `warehouse-eu` does not answer.');
    expect(homeCause({ ...causes, counts: counts(11, 0, 0, 0) })).toMatch(/^All have one cause/);
  });

  it('is silent when nothing stands out', () => {
    expect(homeCause({ counts: counts(1, 0, 0, 0), causes: [sampleCause('x', [], { count: 1 })] })).toBeUndefined();
  });
});

it('what was never checked did not break', () => {
  const broken = sampleCause('x', [], { count: 1 });
  expect(
    brokenCauses([broken, { ...sampleCause('', [], { count: 2 }), status: 'UNKNOWN', code: 'never_checked' }]),
  ).toEqual([broken]);
});

describe('newsSince', () => {
  it('tells what changed after the last visit, newest first, and nothing else', () => {
    const entries = [
      sampleEntry({
        asset: 'a',
        title: 'Revenue',
        status: 'FAIL',
        since: '2026-11-20T05:52:00Z',
        summary: 'no answer from `db`',
      }),
      sampleEntry({ asset: 'b', title: 'Suppliers', broken_for_seconds: 50_400, recovered_at: '2026-11-20T05:41:00Z' }),
      sampleEntry({ asset: 'c', title: 'Always fine', since: '2026-11-20T05:00:00Z' }),
      sampleEntry({ asset: 'd', title: 'Old', status: 'FAIL', since: '2026-11-01T05:00:00Z' }),
    ];
    const runs = [
      sampleRun({
        id: 'r1',
        status: 'succeeded',
        finished_at: '2026-11-20T08:00:00Z',
        counts: { total: 14, succeeded: 14, warned: 0, failed: 0, skipped: 0 },
        findings: { pass: 13, warn: 1, fail: 0 },
      }),
      sampleRun({ id: 'r2', status: 'running' }),
      sampleRun({
        id: 'r3',
        status: 'cancelled',
        finished_at: '2026-11-20T07:00:00Z',
        counts: { total: 200, succeeded: 0, warned: 0, failed: 0, skipped: 200 },
        findings: { pass: 0, warn: 0, fail: 0 },
      }),
    ];
    const news = newsSince(entries, runs, '2026-11-19T18:04:00Z', 'commerce');
    expect(news.map((line) => `${line.title}: ${line.text}`)).toEqual([
      'Check Built-in: 14 dashboards checked, 1 with warnings',
      'Check Built-in: 0 of 200 dashboards checked, cancelled',
      'Revenue: failing: no answer from db',
      'Suppliers: works again, was broken for 14 h',
    ]);
  });
});

describe('the last window', () => {
  const marks = [
    sampleMark({ finding: 'fail' }),
    sampleMark({ at: '2026-11-20T05:10:00Z', count: 3 }),
    { at: '2026-11-20T05:20:00Z', status: 'failed' as const, title: 'Stock', count: 1 },
    { at: '2026-11-20T05:30:00Z', status: 'skipped' as const, title: 'Old', count: 1 },
  ];
  const strip = {
    marks,
    counts: { total: 6, succeeded: 4, warned: 0, failed: 1, skipped: 1 },
    findings: { pass: 3, warn: 0, fail: 1 },
  };
  const window_ = {
    date: '2026-11-20',
    starts_at: '2026-11-20T05:00:00Z',
    ends_at: '2026-11-20T07:00:00Z',
    checks: 6,
    spacing_seconds: 33,
    state: 'done' as const,
  };

  it('is a strip with each check where the plan put it; what could not be checked is not failing', () => {
    expect(
      windowMarks(marks, window_).map((mark) => [mark.state, Math.round(mark.share * 120), mark.label, mark.isOpen]),
    ).toEqual([
      ['FAIL', 0, 'Revenue: failing', false],
      ['PASS', 10, 'Revenue: healthy, and 2 more', false],
      ['UNKNOWN', 20, 'Stock: could not be checked', false],
      ['UNKNOWN', 30, 'Old: left out', true],
    ]);
  });

  it('is counted by the server', () => {
    expect(windowSentence(window_, strip)).toEqual({
      checked: '4',
      rest: ' of 6 checked, 1 could not be checked, 1 left out, one every 33 s, none late',
    });
  });

  it('has an axis of equal steps that people count in', () => {
    const minutes = (from: string, to: string): number[] =>
      windowTicks({ starts_at: from, ends_at: to }).map(({ at }) => (at.getTime() - Date.parse(from)) / 60_000);
    expect(minutes('2026-11-20T21:09:00Z', '2026-11-20T21:14:00Z')).toEqual([0, 1, 2, 3, 4, 5]);
    expect(minutes('2026-11-20T05:00:00Z', '2026-11-20T06:00:00Z')).toEqual([0, 15, 30, 45, 60]);
    expect(minutes('2026-11-20T05:00:00Z', '2026-11-20T05:07:00Z')).toEqual([0, 2, 4, 6]);
    expect(minutes('2026-11-20T05:00:00Z', '2026-11-20T05:00:00Z')).toEqual([0]);
  });

  it('is the newest of all policies', () => {
    expect(lastWindowOf([])).toBeUndefined();
  });
});

describe('shortcutLines', () => {
  it('keeps the order of the person and the dashboards of this project', () => {
    const refs = [
      { project: 'commerce', name: 'b' },
      { project: 'other', name: 'x' },
      { project: 'commerce', name: 'a' },
    ];
    expect(shortcutLines(refs, new Map(), 'commerce').map((line) => line.name)).toEqual(['b', 'a']);
    // One that is gone is no line; one that could not be read is.
    const known = new Map([['b', null]]);
    expect(shortcutLines(refs, known, 'commerce').map((line) => line.name)).toEqual(['a']);
  });
});
