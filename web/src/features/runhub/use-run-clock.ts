import { useStreamState } from '@/api/live';
import { useNow } from '@/kit/text/clock';

export type RunClock = {
  now: Date;
  /** Since when nothing is heard of the run. */
  staleSince: Date | undefined;
};

/** The present of a run: while the server does not answer, the moment up to which one knows that it went on. */
export function useRunClock(isRunning: boolean): RunClock {
  const now = useNow(isRunning ? 'second' : 'minute');
  const stream = useStreamState();
  if (!isRunning || stream.state !== 'stale') return { now, staleSince: undefined };
  const staleSince = new Date(stream.since);
  return { now: staleSince, staleSince };
}
