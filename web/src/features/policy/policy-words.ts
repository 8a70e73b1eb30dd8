import { counted, formatCount } from '@/lib/numbers';
import { formatDate, formatMoment, formatClock, parseTime, type Zone } from '@/lib/time';
import type { GlyphName } from '@/kit/status/status-table';
import type { NotifyWhen, Policy, PolicyWindow } from './policy';

/** Monday first, as the week is read; the number is the contract's (0 is Sunday). */
export const WEEK: readonly { day: number; short: string; name: string }[] = [
  { day: 1, short: 'Mo', name: 'Monday' },
  { day: 2, short: 'Tu', name: 'Tuesday' },
  { day: 3, short: 'We', name: 'Wednesday' },
  { day: 4, short: 'Th', name: 'Thursday' },
  { day: 5, short: 'Fr', name: 'Friday' },
  { day: 6, short: 'Sa', name: 'Saturday' },
  { day: 0, short: 'Su', name: 'Sunday' },
];

export const NOTIFY_WORDS: Record<NotifyWhen, string> = {
  on_change: 'On change',
  fail_only: 'When failing',
  warn_and_fail: 'Warnings too',
  always: 'Always',
};

function isSet(days: readonly number[], wanted: readonly number[]): boolean {
  return days.length === wanted.length && wanted.every((day) => days.includes(day));
}

/** 'every day', 'workdays', 'weekends', 'Mon, Wed, Fri' */
export function daysWord(days: readonly number[]): string {
  if (isSet(days, [0, 1, 2, 3, 4, 5, 6])) return 'every day';
  if (isSet(days, [1, 2, 3, 4, 5])) return 'workdays';
  if (isSet(days, [0, 6])) return 'weekends';
  return WEEK.filter(({ day }) => days.includes(day))
    .map(({ name }) => name.slice(0, 3))
    .join(', ');
}

/** 'every day, 05:00 to 07:00, Europe/Berlin' */
export function scheduleWord(policy: Pick<Policy, 'days' | 'window_start' | 'window_end' | 'time_zone'>): string {
  return `${daysWord(policy.days)}, ${policy.window_start} to ${policy.window_end}, ${policy.time_zone}`;
}

/** 'Sat 05:00 to 07:00' */
export function windowWord(window: PolicyWindow, now: Date, zone?: Zone): string {
  const start = parseTime(window.starts_at);
  return `${momentWithClock(start, now, zone)} to ${formatClock(parseTime(window.ends_at), zone)}`;
}

/** A moment that always shows its clock: '12 Nov, 05:00' when it is far. */
function momentWithClock(at: Date, now: Date, zone?: Zone): string {
  const moment = formatMoment(at, now, zone);
  return /\d:\d\d$/.test(moment) ? moment : `${formatDate(at, now, zone)}, ${formatClock(at, zone)}`;
}

/** '12 of 14 dashboards' */
export function coverageWord(policy: Pick<Policy, 'coverage' | 'coverage_total'>): string {
  if (policy.coverage_total === undefined) return counted(policy.coverage, 'dashboard');
  return `${formatCount(policy.coverage)} of ${counted(policy.coverage_total, 'dashboard')}`;
}

export type WindowResult = { glyph: GlyphName; text: string };

function lateText(window: PolicyWindow): string {
  return window.late ? `, ${formatCount(window.late)} late` : '';
}

/** What came of a window: '214 checked, 18 late', 'missed'. */
export function windowResult(window: PolicyWindow): WindowResult {
  switch (window.state) {
    case 'planned':
      return { glyph: 'queued', text: counted(window.checks, 'check') };
    case 'running':
      return { glyph: 'running', text: `${counted(window.checks, 'check')}, running` };
    case 'done':
      return {
        glyph: window.late ? 'warning' : 'ok',
        text: `${counted(window.checks, 'check')}${lateText(window)}`,
      };
    case 'missed':
      return { glyph: 'warning', text: window.note ?? 'missed' };
    case 'cancelled':
      return { glyph: 'cancelled', text: 'cancelled' };
  }
}

/** The window that is open now; of several the one that closes last. */
function openWindow(policies: readonly Policy[], now: Date): PolicyWindow | undefined {
  return policies
    .flatMap(({ last_window: window }) => (window?.state === 'running' ? [window] : []))
    .filter((window) => parseTime(window.ends_at) > now)
    .sort((a, b) => Date.parse(b.ends_at) - Date.parse(a.ends_at))[0];
}

/** The headline of the list: what is open now goes before what comes next. */
export function policiesSentence(policies: readonly Policy[], now: Date, zone?: Zone): string {
  if (policies.length === 0) return 'No policy checks dashboards yet';
  const active = policies.filter((policy) => policy.active);
  if (active.length === 0) return `${counted(policies.length, 'policy', 'policies')}, none active`;
  const nexts = active.flatMap((policy) => (policy.next_window ? [parseTime(policy.next_window.starts_at)] : []));
  const next = nexts.sort((a, b) => a.getTime() - b.getTime())[0];
  const running = openWindow(active, now);
  const head = [
    counted(active.length, 'active policy', 'active policies'),
    ...(running ? [`a window is open until ${momentWithClock(parseTime(running.ends_at), now, zone)}`] : []),
  ].join(', ');
  return next === undefined
    ? `${head}, no window is planned`
    : `${head}, the next window starts ${momentWithClock(next, now, zone)}`;
}

/** What a deletion takes with it. */
export function policyDeletionLines(policy: Policy, now: Date, zone?: Zone): string[] {
  const next = policy.next_window;
  return [
    next === undefined
      ? 'no window is planned'
      : `the window ${windowWord(next, now, zone)} with ${counted(next.checks, 'check')}, and all after it`,
    `${counted(policy.coverage, 'dashboard')} without this policy’s checks`,
  ];
}
