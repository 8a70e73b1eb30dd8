import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { SAID_IN_PLACE } from '@/api/query-client';
import { toFailure } from '@/lib/failure';
import { ButtonLink } from '@/kit/button/button-link';
import { IconButton } from '@/kit/button/icon-button';
import { Note } from '@/kit/page/note';
import { startCheck } from './dashboard-api';
import { dashboardPaths } from './dashboard-paths';
import { useIsRunOver } from './use-run-over';

/** Starts a check of a dashboard, and says where it runs for as long as it does. */
export function useCheckNow(project: string, name: string): { start: () => void; note: ReactNode } {
  const [isShown, setIsShown] = useState(false);
  const check = useMutation({ meta: SAID_IN_PLACE, mutationFn: () => startCheck(project, name) });
  const isOver = useIsRunOver(project, isShown ? check.data?.id : undefined);
  const dismiss = <IconButton icon="close" label="Close this note" size="small" onClick={() => setIsShown(false)} />;
  const note = ((): ReactNode => {
    if (!isShown) return null;
    if (check.error) {
      return (
        <Note tone="failed" title="The check did not start" action={dismiss}>
          {toFailure(check.error).message}
        </Note>
      );
    }
    // The result is beside it then.
    if (!check.data || isOver) return null;
    return (
      <Note
        tone="info"
        title={check.data.created ? 'The check has started' : 'A check is running already'}
        action={
          <>
            <ButtonLink to={dashboardPaths.run(project, check.data.id)} size="small">
              Watch it
            </ButtonLink>
            {dismiss}
          </>
        }
      />
    );
  })();
  return {
    start: () => {
      setIsShown(true);
      check.mutate();
    },
    note,
  };
}
