import { Button } from '@/kit/button/button';
import { EmptyState } from '@/kit/page/states';
import type { ReportCheck } from './use-report-check';

export function NeverChecked({ check, title }: { check: ReportCheck; title: string }) {
  return (
    <EmptyState
      title="There is no report yet"
      actions={
        <Button icon="play" isBusy={check.isStarting} disabledReason={check.disabledReason} onClick={check.start}>
          {`Check ${title}`}
        </Button>
      }
    >
      A report shows every panel with its answer and its time. It comes with the first check.
    </EmptyState>
  );
}
