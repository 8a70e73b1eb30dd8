import { isFinished } from '@/kit/status/status-table';
import type { Run, RunStatus, Transition } from './run';

export type TimelineStep = {
  status: RunStatus;
  at: Date;
  /** How long the run stayed in this state, in milliseconds; undefined for the end. */
  lastedMs: number | undefined;
  /** The state lasts: its length still grows. */
  isNow: boolean;
};

/** The states that a run went through with how long it stayed in each, oldest first. */
export function timelineOf(run: Run, transitions: readonly Transition[], now: Date): TimelineStep[] {
  const known: readonly Transition[] =
    transitions.length > 0 ? transitions : [{ status: run.status, at: run.created_at }];
  return known.map((transition, index) => {
    const at = new Date(transition.at);
    const next = known[index + 1];
    const isLast = next === undefined;
    const isEnd = isLast && isFinished(transition.status);
    const until = next === undefined ? now.getTime() : Date.parse(next.at);
    return {
      status: transition.status,
      at,
      lastedMs: isEnd ? undefined : Math.max(0, until - at.getTime()),
      isNow: isLast && !isEnd,
    };
  });
}
