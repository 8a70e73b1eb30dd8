import type { Schema } from '@/api/client';
import { checkSentence } from '@/kit/status/check-words';
import { isFinished } from '@/kit/status/status-table';
import { counted, formatCount } from '@/lib/numbers';

type Run = Schema<'Run'>;

export type CheckProgress = {
  sentence: string;
  isOver: boolean;
  done: number;
  total: number;
};

function doneOf(run: Run): number {
  const { succeeded, warned, failed, skipped } = run.counts;
  return succeeded + warned + failed + skipped;
}

function runningSentence(run: Run, wasJoined: boolean): string {
  const { total } = run.counts;
  const head = wasJoined ? 'The same check is already under way' : 'Checking';
  if (total === 0) return wasJoined ? head : 'The check starts';
  const done = formatCount(doneOf(run));
  return wasJoined
    ? `${head}: ${done} of ${formatCount(total)} done`
    : `${head} ${counted(total, 'dashboard')}, ${done} done`;
}

/** What a check that was started from a page of Health says there. */
export function checkProgress(run: Run, wasJoined: boolean): CheckProgress {
  const done = doneOf(run);
  const base = { done, total: run.counts.total };
  if (!isFinished(run.status)) return { ...base, isOver: false, sentence: runningSentence(run, wasJoined) };
  if (run.status === 'cancelled') {
    return {
      ...base,
      isOver: true,
      sentence: `The check was cancelled after ${formatCount(done - run.counts.skipped)} of ${counted(base.total, 'dashboard')}`,
    };
  }
  if (run.status === 'failed' && done === 0) {
    return { ...base, isOver: true, sentence: run.message ?? 'The check could not be done' };
  }
  return { ...base, isOver: true, sentence: checkSentence(run) };
}
