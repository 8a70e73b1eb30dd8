import { describe, expect, it } from 'vitest';
import { groupItems, itemNote, itemsEmptyText, moreLabel } from './item-groups';
import { timelineOf } from './timeline';
import type { ReasonGroup } from './run';
import { SAMPLE_NOW, sampleItem, sampleRun } from './run-samples';

const REASONS: ReasonGroup[] = [
  { status: 'succeeded', count: 9, sentence: 'Works' },
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
    const groups = groupItems(items, REASONS, 'all');
    expect(groups.map((group) => [group.sentence, group.count, group.items.map((item) => item.seq)])).toEqual([
      ['A query failed', 3, [2]],
      ['It took longer than allowed', 1, [1]],
      ['Works', 9, [3]],
    ]);
    expect(groups[0] && moreLabel(groups[0], 1)).toBe('2 more');
  });

  it('loses no item whose reason was not counted yet', () => {
    const groups = groupItems([sampleItem(1, { status: 'running' })], REASONS, 'all');
    expect(groups.flatMap((group) => group.items)).toHaveLength(1);
    expect(groups.map((group) => group.status)).toEqual(['failed', 'failed', 'running', 'succeeded']);
  });

  it('shows one outcome when asked to', () => {
    expect(groupItems([sampleItem(1)], REASONS, 'failed').every((group) => group.status === 'failed')).toBe(true);
    expect(groupItems([], REASONS, 'warned')).toEqual([]);
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
    expect(itemsEmptyText('failed', 4)).toBe('Nothing failed');
    expect(itemsEmptyText('failed', 0)).toBe('Nothing has run yet');
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
