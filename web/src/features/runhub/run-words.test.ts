import { describe, expect, it } from 'vitest';
import { SAMPLE_NOW, sampleRun } from '@/test/samples/runs';
import {
  besideTitle,
  dueNote,
  featureLink,
  hubSentence,
  itemsWord,
  joinedNote,
  runSentence,
  runSubline,
} from './run-words';
import { countParts } from './run-counts';
import { shortRunId, tookMs, type Run } from './run';

const ENDED = { finished_at: '2026-11-20T08:41:00Z' };

describe('runSentence', () => {
  it.each([
    ['queued', {}, 'Check Built-in waits its turn'],
    ['running', {}, 'Checking 14 dashboards, 10 done'],
    ['running', { counts: { total: 0, succeeded: 0, warned: 0, failed: 0, skipped: 0 } }, 'Check Built-in starts'],
    [
      'succeeded',
      {
        counts: { total: 14, succeeded: 14, warned: 0, failed: 0, skipped: 0 },
        findings: { pass: 12, warn: 2, fail: 0 },
      },
      '14 of 14 dashboards checked, 2 with warnings',
    ],
    [
      'succeeded',
      {
        counts: { total: 14, succeeded: 14, warned: 0, failed: 0, skipped: 0 },
        findings: { pass: 12, warn: 1, fail: 1 },
      },
      '14 of 14 dashboards checked, 1 failing',
    ],
    [
      'partially_succeeded',
      {
        counts: { total: 14, succeeded: 11, warned: 0, failed: 3, skipped: 0 },
        findings: { pass: 8, warn: 1, fail: 2 },
      },
      '11 of 14 dashboards checked, 2 failing, 3 could not be checked',
    ],
    [
      'failed',
      { counts: { total: 0, succeeded: 0, warned: 0, failed: 0, skipped: 0 }, reason_code: 'auth_failed' },
      'Check Built-in failed: sign-in refused',
    ],
    ['cancelled', {}, 'Check Built-in was cancelled after 10 of 14'],
    ['awaiting_input', {}, 'Check Built-in needs input'],
  ] as const)('says of a run that is %s with %o: %s', (status, fields, sentence) => {
    expect(runSentence(sampleRun({ status, ...fields }))).toBe(sentence);
  });

  it('does not count what was skipped as checked', () => {
    const counts = { total: 14, succeeded: 10, warned: 0, failed: 0, skipped: 4 };
    const findings = { pass: 10, warn: 0, fail: 0 };
    expect(runSentence(sampleRun({ status: 'succeeded', counts, findings }))).toBe('10 of 14 dashboards checked');
  });
});

describe('runSubline', () => {
  it('says who, when and how long a finished run took', () => {
    expect(runSubline(sampleRun({ status: 'succeeded', ...ENDED }), SAMPLE_NOW, 'Europe/Berlin')).toBe(
      'Started by m.okafor, 09:40, took 58 s.',
    );
  });

  it('lets the length of a run that is under way grow', () => {
    const run = sampleRun({ trigger: 'schedule', initiator: { kind: 'policy', name: 'Every morning' } });
    expect(runSubline(run, SAMPLE_NOW, 'Europe/Berlin')).toBe(
      'Started on schedule by Every morning, 09:40, for 2 m 8 s now.',
    );
  });
});

describe('a run whose server does not answer', () => {
  it('has lasted as long as was heard of it', () => {
    expect(runSubline(sampleRun(), SAMPLE_NOW, 'Europe/Berlin', true)).toBe('Started by m.okafor, 09:40, for 2 m 8 s.');
  });
});

describe('a run that waits for its window', () => {
  const counts = { total: 51, succeeded: 0, warned: 0, failed: 0, skipped: 0 };
  const detail = (run: Partial<Run>, next_item_at?: string) => ({
    run: sampleRun({ counts, ...run }),
    transitions: [],
    reasons: [],
    log_lines: 0,
    children: [],
    ...(next_item_at !== undefined && { next_item_at }),
  });

  it.each<[string, Partial<Run>, string | undefined, string | undefined]>([
    ['says when it begins', {}, '2026-11-20T08:43:12Z', 'The first is due at 09:43:12.'],
    ['says the day when it is another', {}, '2026-11-21T01:00:19Z', 'The first is due Sat 02:00.'],
    ['does so only before', {}, '2026-11-20T08:40:00Z', undefined],
    ['does so only when something waits', {}, undefined, undefined],
    ['is under way with the first', { counts: { ...counts, failed: 1 } }, '2026-11-20T08:43:12Z', undefined],
    ['does so only while it runs', { status: 'cancelled' }, '2026-11-20T08:43:12Z', undefined],
  ])('%s', (_, run, next, words) => {
    expect(dueNote(detail(run, next), SAMPLE_NOW, 'Europe/Berlin')).toBe(words);
  });
});

describe('hubSentence', () => {
  const nothing = { active: 0, running: 0, awaiting_input: 0, failed: 0, all: 5, strip: [] };

  it.each([
    [{ running: 3, awaiting_input: 1, failed: 4 }, '3 running, 1 needs input, 4 failed in 24 h'],
    [{ running: 1, awaiting_input: 2 }, '1 running, 2 need input'],
    [{ failed: 4 }, 'Nothing is running, 4 failed in 24 h'],
    [{}, 'Nothing is running, nothing failed in 24 h'],
    [{ all: 0 }, 'No runs in 24 h'],
  ])('%o', (fields, sentence) => {
    expect(hubSentence({ ...nothing, ...fields }, 'in 24 h')).toBe(sentence);
  });
});

describe('the words of a row', () => {
  it('says what failed rather than how many were done when only a part worked', () => {
    const counts = { total: 40, succeeded: 31, warned: 2, failed: 4, skipped: 3 };
    const migration = { action: 'migrate', status: 'partially_succeeded' as const, counts };
    expect(itemsWord(sampleRun(migration))).toBe('4 failed');
    expect(itemsWord(sampleRun({ status: 'partially_succeeded', counts }))).toBe('40 of 40');
    expect(besideTitle(sampleRun({ status: 'partially_succeeded', counts }))).toBe(
      '1 with warnings, 4 could not be checked',
    );
    expect(itemsWord(sampleRun({ counts: { ...counts, total: 0 } }))).toBeUndefined();
    const cut = { ...counts, total: 12, succeeded: 4, warned: 0, failed: 0, skipped: 8 };
    expect(itemsWord(sampleRun({ status: 'cancelled', counts: cut }))).toBe('4 of 12');
  });

  it('gives the reason of a failure in a few words, also when the code is new', () => {
    expect(besideTitle(sampleRun({ status: 'failed', reason_code: 'timeout' }))).toBe('took too long');
    const newer = JSON.parse('"moon_phase"') as 'timeout'; // a code that only a newer server knows
    expect(besideTitle(sampleRun({ status: 'failed', reason_code: newer }))).toBe('moon phase');
    expect(
      besideTitle(sampleRun({ status: 'succeeded', reason_code: 'timeout', findings: { pass: 10, warn: 0, fail: 0 } })),
    ).toBeUndefined();
  });

  it.each([
    ['succeeded', { pass: 3, warn: 0, fail: 0 }, 0, undefined],
    ['succeeded', { pass: 0, warn: 0, fail: 1 }, 0, '1 failing'],
    ['succeeded', { pass: 1, warn: 2, fail: 1 }, 0, '1 failing, 2 with warnings'],
    ['partially_succeeded', { pass: 1, warn: 0, fail: 1 }, 2, '1 failing, 2 could not be checked'],
    ['running', { pass: 1, warn: 0, fail: 1 }, 0, '1 failing'],
    ['cancelled', { pass: 0, warn: 1, fail: 0 }, 0, '1 with warnings'],
  ] as const)('of a check says in words what it found: %s %o', (status, findings, failed, words) => {
    const counts = { total: 5, succeeded: 3, warned: 0, failed, skipped: 0 };
    expect(besideTitle(sampleRun({ status, findings, counts }))).toBe(words);
    expect(besideTitle(sampleRun({ action: 'migrate', status: 'succeeded', findings, counts }))).toBeUndefined();
  });

  it('lists the counts worst first and leaves out what is zero', () => {
    const counts = { total: 10, succeeded: 5, warned: 0, failed: 2, skipped: 1 };
    const findings = { pass: 2, warn: 0, fail: 3 };
    const words = (run: Run): string[] => countParts(run).map((part) => `${part.count} ${part.word}`);
    expect(words(sampleRun({ counts, findings }))).toEqual([
      '3 failing',
      '2 could not be checked',
      '2 healthy',
      '1 skipped',
      '2 to do',
    ]);
    expect(words(sampleRun({ action: 'migrate', counts }))).toEqual([
      '2 failed',
      '5 succeeded',
      '1 skipped',
      '2 to do',
    ]);
  });

  it('says when identical starts were joined', () => {
    expect(joinedNote(sampleRun())).toBeUndefined();
    expect(joinedNote(sampleRun({ joined: 1 }))).toBe('1 identical start was answered with this run.');
  });
});

describe('featureLink', () => {
  it('leads to the page that the server names, but never off this application', () => {
    expect(featureLink(sampleRun({ page: '/p/commerce/health?run=1' })).to).toBe('/p/commerce/health?run=1');
    expect(featureLink(sampleRun({ page: '//evil.example' })).to).toBe('/p/commerce/health');
    expect(featureLink(sampleRun({ page: 'https://evil.example' })).to).toBe('/p/commerce/health');
    expect(featureLink(sampleRun({ page: '/\\evil.example' })).to).toBe('/p/commerce/health');
  });
});

describe('run', () => {
  it('shortens ids to their first two groups', () => {
    expect(shortRunId('01935b8e-2100-7000-8000-000000000001')).toBe('01935b8e-2100');
  });

  it('has no length before it starts, nor when a finished one does not tell its end', () => {
    const { started_at: _, ...waiting } = sampleRun({ status: 'queued' });
    expect(tookMs(waiting, SAMPLE_NOW)).toBeUndefined();
    expect(tookMs(sampleRun({ status: 'failed' }), SAMPLE_NOW)).toBeUndefined();
  });
});
