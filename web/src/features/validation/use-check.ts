import { useState } from 'react';
import { useLatest } from '@/lib/use-latest';
import { useDisabledReason } from '@/api/session';
import { toFailure } from '@/lib/failure';
import { useStartCheck, type CheckWish } from './health-data';
import type { HealthFilterControl } from './use-health-filter';

export type Check = {
  start: (wish: CheckWish) => void;
  isStarting: boolean;
  /** Why nobody like this may start one. */
  disabledReason: string | undefined;
  /** What the server said instead of starting. */
  refusal: string | undefined;
  /** The run whose progress is shown; empty for none. */
  run: string;
  /** The same check was under way already. */
  wasJoined: boolean;
  close: () => void;
};

/** Starts checks from the Health Center. The run stands in the address, so that it is found again after a reload. */
export function useCheck(project: string, { filter, replace }: HealthFilterControl): Check {
  const start = useStartCheck(project);
  const disabledReason = useDisabledReason('validation:start');
  const [joined, setJoined] = useState('');
  // The filter may be another one by the time that the run has started.
  const replaceNow = useLatest(replace);
  return {
    start: (wish) =>
      start.mutate(wish, {
        onSuccess: (run) => {
          setJoined(run.created ? '' : run.id);
          replaceNow({ run: run.id });
        },
      }),
    isStarting: start.isLoading,
    disabledReason,
    refusal: start.error ? toFailure(start.error).message : undefined,
    run: filter.run,
    wasJoined: filter.run !== '' && joined === filter.run,
    close: () => {
      start.reset();
      replace({ run: '' });
    },
  };
}
