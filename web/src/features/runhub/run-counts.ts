import { doneItems, isCheck, type Run } from './run';
import { operation } from './run-words';

export type CountPart = {
  key: 'fail' | 'warn' | 'unknown' | 'pass' | 'failed' | 'warned' | 'succeeded' | 'skipped' | 'open';
  count: number;
  word: string;
};

/** The counts of a run, worst first, in the order of the bar; what is zero is left out. */
export function countParts(run: Run): CountPart[] {
  const { counts } = run;
  const parts: CountPart[] = [
    ...(isCheck(run) ? verdictParts(run) : workParts(run)),
    { key: 'skipped', count: counts.skipped, word: 'skipped' },
    { key: 'open', count: Math.max(0, counts.total - doneItems(counts)), word: 'to do' },
  ];
  return parts.filter((part) => part.count > 0);
}

/** The verdicts of a check, in the words of Health. */
function verdictParts({ counts, findings }: Run): CountPart[] {
  return [
    { key: 'fail', count: findings.fail, word: 'failing' },
    { key: 'warn', count: findings.warn, word: 'with warnings' },
    { key: 'unknown', count: counts.failed, word: 'could not be checked' },
    { key: 'pass', count: findings.pass, word: 'healthy' },
  ];
}

function workParts(run: Run): CountPart[] {
  const { counts } = run;
  return [
    { key: 'failed', count: counts.failed, word: operation(run).failed },
    { key: 'warned', count: counts.warned, word: 'with warnings' },
    { key: 'succeeded', count: counts.succeeded, word: 'succeeded' },
  ];
}
