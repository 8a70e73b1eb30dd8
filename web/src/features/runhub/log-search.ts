import { formatCount } from '@/lib/numbers';
import type { LogMatches } from './run';

/** The match that comes after a line, or before it; round the end when there is none. */
export function nextMatch(seqs: readonly number[], from: number | undefined, step: 1 | -1): number | undefined {
  if (seqs.length === 0) return undefined;
  if (from === undefined) return step === 1 ? seqs[0] : seqs.at(-1);
  if (step === 1) return seqs.find((seq) => seq > from) ?? seqs[0];
  return seqs.findLast((seq) => seq < from) ?? seqs.at(-1);
}

/** The first match at or after a line: where a new search lands without jumping back. */
export function matchFrom(seqs: readonly number[], from: number): number | undefined {
  return seqs.find((seq) => seq >= from) ?? seqs[0];
}

/** '2 of 7', 'no match', '12 400 matches' */
export function matchLabel(matches: LogMatches | undefined, current: number | undefined): string {
  if (matches === undefined) return '';
  if (matches.total === 0) return 'no match';
  const at = current === undefined ? -1 : matches.seqs.indexOf(current);
  return at < 0 ? `${formatCount(matches.total)} found` : `${formatCount(at + 1)} of ${formatCount(matches.total)}`;
}
