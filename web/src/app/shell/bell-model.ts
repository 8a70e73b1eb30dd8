import type { Schema } from '@/api/client';

type Run = Pick<Schema<'Run'>, 'created_at' | 'started_at' | 'finished_at'>;

/** When a run became news: its end, else its start. */
export function momentOf(run: Run): string {
  return run.finished_at ?? run.started_at ?? run.created_at;
}

/** '3', or '8+' when all that were read are new: there may be more. */
export function freshWord(fresh: number, read: number): string {
  return fresh >= read ? `${fresh}+` : String(fresh);
}

/** How many are newer than the last look. Somebody who never looked has all of them before them. */
export function countSince(runs: readonly Run[], seenAt: string | undefined): number {
  if (seenAt === undefined) return runs.length;
  const seen = Date.parse(seenAt);
  return runs.filter((run) => Date.parse(momentOf(run)) > seen).length;
}
