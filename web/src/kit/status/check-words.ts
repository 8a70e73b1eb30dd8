import { counted, formatCount } from '@/lib/numbers';
import { runFace, type RunStatus } from './status-table';

type Checked = {
  status: RunStatus;
  counts: { total: number; succeeded: number; failed: number; skipped: number };
  findings: { pass: number; warn: number; fail: number };
};

/** '3 failing', '2 with warnings', '1 could not be checked': what a check found, worst first. */
export function checkFindings({ counts, findings }: Pick<Checked, 'counts' | 'findings'>): string[] {
  return [
    findings.fail > 0 && `${formatCount(findings.fail)} failing`,
    findings.warn > 0 && `${formatCount(findings.warn)} with warnings`,
    counts.failed > 0 && `${formatCount(counts.failed)} could not be checked`,
  ].filter((part) => part !== false);
}

/** Why a check did not come to all: its state, or what it passed over. */
function cutShort({ status, counts }: Checked): string | undefined {
  if (status === 'cancelled' || status === 'failed') return runFace(status).label.toLowerCase();
  return counts.skipped > 0 ? `${formatCount(counts.skipped)} skipped` : undefined;
}

/**
 * '14 dashboards checked, all healthy', '3 of 200 dashboards checked, cancelled': a check that is over. What could not
 * be judged is not counted as checked, and 'all' is only said of all.
 */
export function checkSentence(run: Checked): string {
  const { counts, findings } = run;
  const { total, succeeded, failed } = counts;
  if (total > 0 && findings.pass === total) return `${counted(total, 'dashboard')} checked, all healthy`;
  const isWhole = succeeded + failed === total;
  const head = isWhole
    ? counted(succeeded, 'dashboard')
    : `${formatCount(succeeded)} of ${counted(total, 'dashboard')}`;
  const why = isWhole ? undefined : cutShort(run);
  return [`${head} checked`, ...checkFindings(run), ...(why === undefined ? [] : [why])].join(', ');
}
