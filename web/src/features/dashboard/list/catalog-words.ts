import { counted, formatCount } from '@/lib/numbers';
import { formatMoment, type Zone } from '@/lib/time';

type Counts = { live: number; failing: number | undefined; warning: number | undefined };

/** The answer of the page: '52 dashboards, 1 failing, 2 with a warning'. */
export function catalogSentence({ live, failing = 0, warning = 0 }: Counts): string {
  const parts = [counted(live, 'dashboard')];
  if (failing > 0) parts.push(`${formatCount(failing)} failing`);
  if (warning > 0) parts.push(`${formatCount(warning)} with a warning`);
  return parts.join(', ');
}

type Sub = { checkedAt: Date | undefined; changedToday: number | undefined; now: Date; zone: Zone };

/** The line below: 'Checked 09:31. 3 changed today.' */
export function catalogSub({ checkedAt, changedToday, now, zone }: Sub): string {
  const checked = checkedAt ? `Checked ${formatMoment(checkedAt, now, zone)}.` : 'Not checked yet.';
  if (changedToday === undefined) return checked;
  return `${checked} ${changedToday === 0 ? 'None' : formatCount(changedToday)} changed today.`;
}

const DAY_MS = 86_400_000;

/** How long something in the bin still lasts: 'in 12 d', 'today'. */
export function daysUntil(at: Date, now: Date): string {
  const days = Math.ceil((at.getTime() - now.getTime()) / DAY_MS);
  return days <= 1 ? 'today' : `in ${days} d`;
}
