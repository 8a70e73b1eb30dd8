import { stackMarks, thingsPerMark, type MarkTone, type Stack, type StackStrip } from '@/kit/chart/stack-strip-model';
import { counted } from '@/lib/numbers';
import { formatMoment, type Zone } from '@/lib/time';
import type { RunsBucket } from './run';

const TONES: readonly (readonly [tone: MarkTone, field: keyof Omit<RunsBucket, 'at'>, word: string])[] = [
  ['ok', 'succeeded', 'succeeded'],
  ['neutral', 'cancelled', 'cancelled'],
  ['warning', 'partially_succeeded', 'partly succeeded'],
  ['failed', 'failed', 'failed'],
  ['running', 'active', 'active'],
];

function total(bucket: RunsBucket): number {
  return TONES.reduce((sum, [, field]) => sum + bucket[field], 0);
}

function words(bucket: RunsBucket): string {
  const parts = TONES.filter(([, field]) => bucket[field] > 0).map(([, field, word]) => `${bucket[field]} ${word}`);
  return parts.length === 0 ? 'no runs' : parts.join(', ');
}

/** The runs over time as stacks of marks. `end` is where the last bucket ends. */
export function stripOf(buckets: readonly RunsBucket[], end: Date, now: Date, zone?: Zone): StackStrip {
  const perMark = thingsPerMark(buckets.map(total));
  const stacks = buckets.map((bucket, index): Stack => {
    const at = new Date(bucket.at);
    const next = buckets[index + 1];
    return {
      at,
      until: next ? new Date(next.at) : end,
      marks: stackMarks(
        TONES.map(([tone, field]) => [tone, bucket[field]] as const),
        perMark,
      ),
      total: total(bucket),
      label: `${formatMoment(at, now, zone)}: ${words(bucket)}`,
    };
  });
  return { stacks, perMark };
}

/** What the strip says to somebody who does not see it. */
export function stripSummary(strip: StackStrip): string {
  const runs = strip.stacks.reduce((sum, stack) => sum + stack.total, 0);
  return `${counted(runs, 'run')} over time, ${strip.stacks.length} steps`;
}
