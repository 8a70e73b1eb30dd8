import { showNotice, type Notice } from '@/kit/notice/notices';
import { toFailure } from '@/lib/failure';
import { counted, formatCount, plural } from '@/lib/numbers';
import type { LosingWords } from '@/lib/unsaved-work';
import { checkDashboards } from './import-api';
import { titleOfItem } from './import-model';
import { showOnList } from './list-notice';
import type { ImportOutcome } from './use-import';

/** How one is asked before an import that is saving is stopped. */
export function stoppingWords(left: number): LosingWords {
  return {
    title: 'Stop the import?',
    lost: `What is saved stays; ${formatCount(left)} ${plural(left, 'is', 'are')} not imported yet.`,
    stay: 'Go on importing',
    lose: 'Stop',
  };
}

function imported(count: number): string {
  if (count === 0) return 'No dashboard is imported';
  return `${counted(count, 'dashboard')} ${plural(count, 'is', 'are')} imported`;
}

/** What came of an import whose dialog is gone: nothing else says it. */
export function stoppedWords({ saved, failed, left }: ImportOutcome, checks: boolean): string {
  const counts = [imported(saved.length)];
  if (failed.length > 0) counts.push(`${formatCount(failed.length)} failed`);
  if (left > 0) counts.push(`${formatCount(left)} ${plural(left, 'was', 'were')} not begun`);
  const sentences = [`${counts.join(', ')}.`];
  if (checks && saved.length > 0) sentences.push('No check was started.');
  const [first] = failed;
  if (first) sentences.push(`${titleOfItem(first)}: ${first.faults[0] ?? 'it failed'}`);
  return sentences.join(' ');
}

/** What is said on the list, where a dashboard that came alone is shown in its place. */
function noticeOf({ saved, failed }: ImportOutcome, run: string | undefined): Notice | undefined {
  if (saved.length === 0 || (saved.length === 1 && failed.length === 0)) return undefined;
  const rest = failed.length > 0 ? `, ${formatCount(failed.length)} failed` : '';
  const done = `${imported(saved.length)}${rest}`;
  if (run === undefined) return { title: done };
  const title = `${imported(saved.length)} and being checked${rest}`;
  return { title, during: { id: run, then: done } };
}

/** Starts the check of what was imported, and says what came of both. */
export async function checkAndTell(project: string, outcome: ImportOutcome, checks: boolean): Promise<void> {
  const { saved, isStopped, left } = outcome;
  if (isStopped) {
    const title = left > 0 ? 'The import was stopped' : 'The import has ended';
    showNotice({ title, text: stoppedWords(outcome, checks) });
    return;
  }
  try {
    const run = checks && saved.length > 0 ? await checkDashboards(project, [...saved]) : undefined;
    const notice = noticeOf(outcome, run);
    if (notice) showOnList(project, notice);
  } catch (error) {
    const why = `The check of ${counted(saved.length, 'dashboard')} did not start. ${toFailure(error).message}`;
    const notice = noticeOf(outcome, undefined);
    showOnList(project, { title: notice ? `${notice.title}. ${why}` : why });
  }
}
