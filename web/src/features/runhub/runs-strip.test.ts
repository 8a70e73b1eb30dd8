import { describe, expect, it } from 'vitest';
import { draggedRange, STACK_HEIGHT, stackAt, stripAxis } from '@/kit/chart/stack-strip-model';
import { seededRandom } from '@/test/seeded-random';
import { SAMPLE_NOW } from '@/test/samples/runs';
import { stripOf, stripSummary } from './runs-strip';
import type { RunsBucket } from './run';

function bucket(minutes: number, counts: Partial<RunsBucket> = {}): RunsBucket {
  const at = new Date(SAMPLE_NOW.getTime() - minutes * 60_000).toISOString();
  return { at, succeeded: 0, partially_succeeded: 0, failed: 0, active: 0, cancelled: 0, ...counts };
}

const strip = (...buckets: RunsBucket[]) => stripOf(buckets, SAMPLE_NOW, SAMPLE_NOW, 'UTC');

describe('stripOf', () => {
  it('stacks one mark a run while they fit, good ones at the bottom', () => {
    const { stacks, perMark } = strip(bucket(30, { succeeded: 2, failed: 1 }), bucket(15, { active: 1 }));
    expect(perMark).toBe(1);
    expect(stacks[0]?.marks).toEqual(['ok', 'ok', 'failed']);
    expect(stacks[0]?.label).toBe('08:12: 2 succeeded, 1 failed');
    expect(stacks[1]?.marks).toEqual(['running']);
  });

  it('never hides a failure, and never grows over its height, whatever the counts', () => {
    const random = seededRandom(7);
    for (let round = 0; round < 300; round += 1) {
      const count = (): number => Math.floor(random() ** 3 * 900);
      const buckets = [
        bucket(30, { succeeded: count(), failed: count(), active: count(), cancelled: count() }),
        bucket(15),
      ];
      const [stack] = strip(...buckets).stacks;
      expect(stack?.marks.length).toBeLessThanOrEqual(STACK_HEIGHT);
      expect(stack?.marks.includes('failed')).toBe((buckets[0]?.failed ?? 0) > 0);
    }
  });

  it('is empty without buckets', () => {
    expect(strip().stacks).toEqual([]);
    expect(stripAxis(strip(), true, SAMPLE_NOW, 7)).toEqual([]);
    expect(stripSummary(strip())).toBe('0 runs over time, 0 steps');
  });
});

describe('a drag', () => {
  const three = strip(bucket(45), bucket(30), bucket(15));

  it('covers whole steps in either direction', () => {
    expect(draggedRange(three, 2, 1)).toEqual({ from: three.stacks[1]?.at, to: SAMPLE_NOW });
    expect(draggedRange(three, 0, 0)).toEqual({ from: three.stacks[0]?.at, to: three.stacks[1]?.at });
  });

  it('stays on the strip', () => {
    expect(stackAt(three, -1)).toBe(0);
    expect(stackAt(three, 0.5)).toBe(1);
    expect(stackAt(three, 1.2)).toBe(2);
    expect(draggedRange(three, -5, 99)).toEqual({ from: three.stacks[0]?.at, to: SAMPLE_NOW });
  });
});

describe('stripAxis', () => {
  it('ends with now while the range is open, and with a clock when it is not', () => {
    const buckets = strip(bucket(60), bucket(30));
    expect(stripAxis(buckets, true, SAMPLE_NOW, 3, 'UTC').map((label) => label.text)).toEqual([
      '07:42',
      '08:12',
      'now',
    ]);
    expect(stripAxis(buckets, false, SAMPLE_NOW, 2, 'UTC').map((label) => label.text)).toEqual(['07:42', '08:42']);
  });
});
