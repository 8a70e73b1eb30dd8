import { useState } from 'react';
import { useDisabledReason } from '@/api/session';
import { toFailure } from '@/lib/failure';
import type { HealthEntry } from './health';
import { useStartCheck } from './health-data';

export type ReportCheck = {
  start: () => void;
  isStarting: boolean;
  disabledReason: string | undefined;
  refusal: string | undefined;
  run: string;
  wasJoined: boolean;
  close: () => void;
};

/** Checks the one dashboard of a report. */
export function useReportCheck(project: string, { environment, asset }: HealthEntry): ReportCheck {
  const start = useStartCheck(project);
  const disabledReason = useDisabledReason('validation:start');
  const [run, setRun] = useState<{ id: string; wasJoined: boolean }>();
  return {
    start: () =>
      start.mutate(
        { environment, assets: [asset] },
        { onSuccess: ({ id, created }) => setRun({ id, wasJoined: !created }) },
      ),
    isStarting: start.isLoading,
    disabledReason,
    refusal: start.error ? toFailure(start.error).message : undefined,
    run: run?.id ?? '',
    wasJoined: run?.wasJoined ?? false,
    close: () => {
      setRun(undefined);
      start.reset();
    },
  };
}
