import { describe, expect, it } from 'vitest';
import type { Schema } from '@/api/client';
import { SAMPLE_NOW, sampleItem, sampleRun } from '@/test/samples/runs';
import { groupItems, itemNote, itemsEmptyText, moreLabel, viewOptions, viewQuery } from './item-groups';
import { timelineOf } from './timeline';
import type { ReasonGroup } from './run';

const REASONS: ReasonGroup[] = [
  { status: 'succeeded', count: 9, sentence: 'Done' },
  {
    status: 'failed',
    reason_code: 'timeout',
    count: 1,
    sentence: 'It took longer than allowed',
    next_action: 'Try again',
  },
  { status: 'failed', reason_code: 'query_failed', count: 3, sentence: 'A query failed' },
];

describe('groupItems', () => {
  it('puts failures first, the largest group before the others', () => {
    const items = [
      sampleItem(1, { status: 'failed', reason_code: 'timeout' }),
      sampleItem(2, { status: 'failed', reason_code: 'query_failed' }),
      sampleItem(3),
    ];
    const groups = groupItems(items, REASONS, 'all', false);
    expect(groups.map((group) => [group.sentence, group.count, group.items.map((item) => item.seq)])).toEqual([
      ['A query failed', 3, [2]],
      ['It took longer than allowed', 1, [1]],
      ['Succeeded', 9, [3]],
    ]);
    expect(groups[0] && moreLabel(groups[0], 1)).toBe('2 more');
  });

  it('loses no item whose reason was not counted yet', () => {
    const groups = groupItems([sampleItem(1, { status: 'running' })], REASONS, 'all', false);
    expect(groups.flatMap((group) => group.items)).toHaveLength(1);
    expect(groups.map((group) => group.outcome)).toEqual(['failed', 'failed', 'running', 'done']);
  });

  it('shows one outcome when asked to', () => {
    expect(groupItems([sampleItem(1)], REASONS, 'failed', false).every((group) => group.outcome === 'failed')).toBe(
      true,
    );
    expect(groupItems([], REASONS, 'warnings', false)).toEqual([]);
  });
});

describe('the items of a check', () => {
  const absent: Schema<'Cause'> = {
    key: 'metric_missing:orders',
    code: 'metric_missing',
    sentence: 'Metric `orders` is absent',
  };
  const silent: Schema<'Cause'> = {
    key: 'source_unreachable:eu',
    code: 'source_unreachable',
    sentence: 'Datasource `eu` does not answer',
  };
  const reasons: ReasonGroup[] = [
    {
      status: 'succeeded',
      finding: 'fail',
      reason_code: 'query_failed',
      cause: absent,
      count: 20,
      sentence: 'x',
      next_action: 'Correct it',
    },
    { status: 'failed', reason_code: 'upstream_unavailable', cause: silent, count: 8, sentence: 'y' },
    { status: 'succeeded', finding: 'pass', count: 280, sentence: 'Done' },
  ];

  it('stand under the cause that Health names, and what could not be checked is not failing', () => {
    const items = [
      sampleItem(1, { finding: 'fail', reason_code: 'query_failed', cause: absent }),
      sampleItem(2, { status: 'failed', reason_code: 'upstream_unavailable', cause: silent }),
    ];
    const groups = groupItems(items, reasons, 'all', true);
    expect(groups.map(({ outcome, sentence, count, items: own }) => [outcome, sentence, count, own.length])).toEqual([
      ['fail', 'Metric `orders` is absent', 20, 1],
      ['unchecked', 'Datasource `eu` does not answer', 8, 1],
      ['pass', 'Healthy', 280, 0],
    ]);
    expect(groups[0]).toMatchObject({ nextAction: 'Correct it', saysAll: true });
    expect(groupItems(items, reasons, 'failing', true).map((group) => group.outcome)).toEqual(['fail']);
    expect(groupItems(items, reasons, 'unchecked', true).map((group) => group.outcome)).toEqual(['unchecked']);
  });

  it('are chosen by verdict, and verdicts that nothing has are not offered', () => {
    const run = sampleRun({
      counts: { total: 308, succeeded: 300, warned: 0, failed: 8, skipped: 0 },
      findings: { pass: 280, warn: 0, fail: 20 },
    });
    expect(viewOptions({ run }, true, 'all').map((option) => option.label)).toEqual([
      'Failing 20',
      'Not checked 8',
      'All',
    ]);
    expect(viewQuery('failing')).toEqual({ finding: ['fail'] });
    expect(viewQuery('unchecked')).toEqual({ status: ['failed'] });
  });
});

describe('itemNote', () => {
  it('says how long it took, and the try when it was not the first', () => {
    expect(itemNote(sampleItem(1, { duration_ms: 1234 }))).toBe('1.2 s');
    expect(itemNote(sampleItem(1, { duration_ms: 16_000, attempt: 2 }))).toBe('16 s, try 2');
    expect(itemNote(sampleItem(1, { status: 'running' }))).toBe('now');
    expect(itemNote(sampleItem(1, { status: 'queued' }))).toBe('');
  });
});

describe('itemsEmptyText', () => {
  it('tells apart that nothing failed and that nothing ran', () => {
    expect(itemsEmptyText('failed', 4, true)).toBe('Nothing failed');
    expect(itemsEmptyText('failed', 0, false)).toBe('Nothing has run yet');
    expect(itemsEmptyText('all', 0, false)).toBe('0 items: what is to do is still being listed');
    expect(itemsEmptyText('all', 0, true), 'it is over').toBe('Nothing was done');
  });
});

describe('timelineOf', () => {
  const transitions = [
    { status: 'queued' as const, at: '2026-11-20T08:40:00Z' },
    { status: 'running' as const, at: '2026-11-20T08:40:02Z' },
  ];

  it('gives each state its length, and lets that of the present one grow', () => {
    const steps = timelineOf(sampleRun(), transitions, SAMPLE_NOW);
    expect(steps.map((step) => [step.status, step.lastedMs, step.isNow])).toEqual([
      ['queued', 2000, false],
      ['running', 128_000, true],
    ]);
  });

  it('gives the end no length', () => {
    const ended = [...transitions, { status: 'succeeded' as const, at: '2026-11-20T08:41:00Z' }];
    expect(timelineOf(sampleRun({ status: 'succeeded' }), ended, SAMPLE_NOW).at(-1)).toMatchObject({
      lastedMs: undefined,
      isNow: false,
    });
  });

  it('has at least the present state', () => {
    expect(timelineOf(sampleRun({ status: 'queued' }), [], SAMPLE_NOW).map((step) => step.status)).toEqual(['queued']);
  });
});
