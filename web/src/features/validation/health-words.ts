import { formatElapsed } from '@/lib/duration';
import { counted, formatCount, plural } from '@/lib/numbers';
import { formatMoment, parseTime, type Zone } from '@/lib/time';
import {
  totalOf,
  type HealthCause,
  type HealthCounts,
  type HealthEntry,
  type HealthStatus,
  type PanelResult,
} from './health';

/** 'none' of many, 'all' of them, or the number. */
function newPart(count: number, total: number): string {
  if (count === 0) return 'none new since yesterday';
  if (count >= total) return total === 1 ? 'new since yesterday' : 'all new since yesterday';
  return `${formatCount(count)} new since yesterday`;
}

/** The headline of the Health Center: '17 failing, 14 new since yesterday'. */
export function healthSentence(counts: HealthCounts, newFailing: number | undefined, wasChecked: boolean): string {
  const total = totalOf(counts);
  if (total === 0) return 'There is no dashboard to check yet';
  if (counts.fail > 0) {
    const failing = `${formatCount(counts.fail)} failing`;
    return newFailing === undefined ? failing : `${failing}, ${newPart(newFailing, counts.fail)}`;
  }
  if (counts.unknown === total) {
    return wasChecked ? `${formatCount(total)} unknown, none could be checked` : 'Nothing is checked yet';
  }
  if (counts.warn > 0) return `Nothing fails, ${counted(counts.warn, 'warning')}`;
  if (counts.unknown > 0) return `Nothing fails, ${formatCount(counts.unknown)} unknown`;
  return total === 1 ? 'The dashboard is healthy' : `All ${formatCount(total)} dashboards are healthy`;
}

type CheckTimes = { last_checked_at?: string | undefined; next_check_at?: string | undefined };

/** 'Checked 09:40, next 09:46.' */
export function checkTimes({ last_checked_at, next_check_at }: CheckTimes, now: Date, zone?: Zone): string {
  const last =
    last_checked_at === undefined ? 'Never checked' : `Checked ${formatMoment(parseTime(last_checked_at), now, zone)}`;
  const next =
    next_check_at === undefined ? 'no check is planned' : `next ${formatMoment(parseTime(next_check_at), now, zone)}`;
  return `${last}, ${next}.`;
}

/** '8 causes. Checked 09:40, next 09:46.' */
export function healthSubline(causes: number, times: CheckTimes, now: Date, zone?: Zone): string {
  const head = causes === 0 ? '' : `${counted(causes, 'cause')}. `;
  return `${head}${checkTimes(times, now, zone)}`;
}

/** How long something has been so, in milliseconds; undefined when nobody knows. */
export function stateAge(since: string | undefined, now: Date): number | undefined {
  return since === undefined ? undefined : Math.max(0, now.getTime() - Date.parse(since));
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** One unit only, for cells: '12 m', '3 h', '2 d'. */
export function shortSpan(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.max(1, Math.floor(ms / 1000))} s`;
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} m`;
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)} h`;
  return `${Math.floor(ms / DAY_MS)} d`;
}

const RECENT_MS = DAY_MS;

/** 'was broken for 3 m', for a day after it works again. */
export function recoveryNote(entry: HealthEntry, now: Date): string | undefined {
  if (entry.status !== 'PASS' || entry.broken_for_seconds === undefined) return undefined;
  const age = stateAge(entry.recovered_at ?? entry.since, now);
  if (age === undefined || age > RECENT_MS) return undefined;
  return `was broken for ${formatElapsed(entry.broken_for_seconds * 1000)}`;
}

/** '9 panels, 4 fail'; what fails is named only when something does. */
export function panelsNote(entry: HealthEntry): string {
  if (entry.panels === undefined) return '';
  const failing = entry.panels_failing ?? 0;
  const all = counted(entry.panels, 'panel');
  return failing === 0 ? all : `${all}, ${formatCount(failing)} ${plural(failing, 'fails', 'fail')}`;
}

function forAge(entry: HealthEntry, now: Date): string {
  const age = stateAge(entry.since, now);
  return age === undefined ? '' : ` for ${formatElapsed(age)}`;
}

/** What follows the name in the headline of a report: 'failing for 3 h 50 m'. */
export function stateClause(entry: HealthEntry, now: Date): string {
  switch (entry.status) {
    case 'FAIL':
      return `failing${forAge(entry, now)}`;
    case 'WARN':
      return `with a warning${forAge(entry, now)}`;
    case 'PASS':
      return `healthy${forAge(entry, now)}`;
    case 'UNKNOWN':
      return entry.checked_at === undefined ? 'never checked' : `unknown${forAge(entry, now)}`;
  }
}

/** The line under a name in the side sheet: 'Failing for 3 h 50 m in Built-in. 4 of 9 panels.' */
export function sheetLine(entry: HealthEntry, environment: string, now: Date): string {
  const clause = stateClause(entry, now);
  const head = `${clause.charAt(0).toUpperCase()}${clause.slice(1)} in ${environment}.`;
  const failing = entry.panels_failing ?? 0;
  const note = recoveryNote(entry, now);
  if (failing > 0 && entry.panels !== undefined) return `${head} ${failing} of ${counted(entry.panels, 'panel')}.`;
  if (note !== undefined) return `${head} It ${note}.`;
  return head;
}

/** 'Check 17 failing', 'Check 12 shown', 'Check 14 dashboards'. Undefined when there is nothing to check. */
export function checkLabel(what: CheckChoice): string | undefined {
  switch (what.kind) {
    case 'failing':
      return `Check ${formatCount(what.count)} failing`;
    case 'shown':
      return what.count === 0 ? undefined : `Check ${formatCount(what.count)} shown`;
    case 'matching':
      return `Check ${formatCount(what.count)} matching`;
    case 'all':
      return what.count === 0 ? undefined : `Check ${counted(what.count, 'dashboard')}`;
  }
}

export type CheckChoice = { kind: 'failing' | 'shown' | 'matching' | 'all'; count: number };

/** What the button of the page checks: what is filtered, else what fails, else everything. */
export function checkChoice(counts: HealthCounts, isFiltered: boolean, shown: number, matching: number): CheckChoice {
  if (isFiltered) return matching > shown ? { kind: 'matching', count: matching } : { kind: 'shown', count: shown };
  if (counts.fail > 0) return { kind: 'failing', count: counts.fail };
  return { kind: 'all', count: totalOf(counts) };
}

/** 'from 2 causes', beneath a count. */
export function causeDetail(causes: readonly HealthCause[], status: HealthStatus): string | undefined {
  const count = causes.filter((cause) => cause.status === status).length;
  return count === 0 ? undefined : counted(count, 'cause');
}

/** What the panels without success are: '11 panels fail, 4 warn, 2 unknown'. */
export function troubleWords(panels: readonly PanelResult[]): string {
  const countOf = (status: HealthStatus): number => panels.filter((panel) => panel.status === status).length;
  const parts: [count: number, words: string][] = [
    [countOf('FAIL'), plural(countOf('FAIL'), 'fails', 'fail')],
    [countOf('WARN'), plural(countOf('WARN'), 'warns', 'warn')],
    [countOf('UNKNOWN'), 'unknown'],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, words], index) => `${index === 0 ? counted(count, 'panel') : formatCount(count)} ${words}`)
    .join(', ');
}

/** What is wrong with a panel first, then those that warn, unknown, good; slow ones before fast ones. */
export function panelsByTrouble(panels: readonly PanelResult[]): PanelResult[] {
  const rank: Record<HealthStatus, number> = { FAIL: 0, WARN: 1, UNKNOWN: 2, PASS: 3 };
  return [...panels].sort(
    (a, b) =>
      rank[a.status] - rank[b.status] ||
      (b.duration_ms ?? -1) - (a.duration_ms ?? -1) ||
      a.title.localeCompare(b.title),
  );
}
