import { formatClock, formatDate, formatFullDate, type Zone } from '@/lib/time';

type Part<Unit extends string> = `${number}${Unit}` | '';

/** A length of time as Prometheus and Perses write it, its largest unit first: '6h', '1h30m', '7d'. */
export type DurationText = Exclude<`${Part<'w'>}${Part<'d'>}${Part<'h'>}${Part<'m'>}${Part<'s'>}`, ''>;

/** The time that is shown: the last so-and-so long up to now, or from one moment to another. */
export type TimeWindow = { kind: 'relative'; past: DurationText } | { kind: 'absolute'; start: number; end: number };

const UNITS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const UNIT_WORDS: Record<string, readonly [one: string, many: string]> = {
  s: ['second', 'seconds'],
  m: ['minute', 'minutes'],
  h: ['hour', 'hours'],
  d: ['day', 'days'],
  w: ['week', 'weeks'],
};

const DURATION = /^(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;

export function isDuration(text: string): text is DurationText {
  return text !== '' && DURATION.test(text);
}

/** A Prometheus duration in ms: '6h', '1h30m', '7d'. 0 for what is none. */
export function durationMs(duration: string): number {
  const parts = DURATION.exec(duration);
  if (!parts) return 0;
  return ['w', 'd', 'h', 'm', 's'].reduce(
    (sum, unit, index) => sum + Number(parts[index + 1] ?? 0) * (UNITS[unit] ?? 0),
    0,
  );
}

/** The choices of the menu. */
export const PRESETS: readonly DurationText[] = [
  '5m',
  '15m',
  '30m',
  '1h',
  '3h',
  '6h',
  '12h',
  '24h',
  '2d',
  '7d',
  '30d',
  '90d',
];

/** The rungs that zooming out climbs. */
const LADDER: readonly DurationText[] = [
  '1m',
  '5m',
  '15m',
  '30m',
  '1h',
  '3h',
  '6h',
  '12h',
  '24h',
  '2d',
  '7d',
  '14d',
  '30d',
  '90d',
  '365d',
];

export function resolve(window: TimeWindow, now: number): { start: number; end: number } {
  if (window.kind === 'absolute') return { start: window.start, end: window.end };
  return { start: now - durationMs(window.past), end: now };
}

function span(window: TimeWindow): number {
  return window.kind === 'absolute' ? window.end - window.start : durationMs(window.past);
}

/** The first rung that is longer. */
function rungAbove(ms: number): DurationText | undefined {
  return LADDER.find((rung) => durationMs(rung) > ms);
}

/**
 * One step out. A time that ends now stays so and climbs the ladder; another one doubles around its middle,
 * and becomes 'the last …' as soon as it would reach the present.
 */
export function zoomOut(window: TimeWindow, now: number): TimeWindow {
  const length = span(window);
  if (window.kind === 'relative') {
    const next = rungAbove(length);
    return next === undefined ? window : { kind: 'relative', past: next };
  }
  const start = window.start - length / 2;
  const end = window.end + length / 2;
  if (end < now) return { kind: 'absolute', start: Math.round(start), end: Math.round(end) };
  const covering = LADDER.find((rung) => durationMs(rung) >= now - start);
  return covering === undefined
    ? { kind: 'absolute', start: Math.round(start), end: now }
    : { kind: 'relative', past: covering };
}

/** Half a window to the left or to the right; reaching the present, the window follows it again. */
export function pan(window: TimeWindow, direction: 'earlier' | 'later', now: number): TimeWindow {
  const { start, end } = resolve(window, now);
  const step = (end - start) / 2;
  if (direction === 'earlier')
    return { kind: 'absolute', start: Math.round(start - step), end: Math.round(end - step) };
  if (window.kind === 'relative') return window;
  // Panning back and forth takes a moment, in which the present has moved on.
  const slack = Math.max(5000, step * 0.04);
  if (end + step < now - slack) {
    return { kind: 'absolute', start: Math.round(start + step), end: Math.round(end + step) };
  }
  return { kind: 'relative', past: relativeOf(end - start) };
}

/** A length as a duration of whole seconds, in its largest units. */
export function relativeOf(ms: number): DurationText {
  const known = LADDER.find((rung) => Math.abs(durationMs(rung) - ms) < 1000);
  if (known !== undefined) return known;
  let rest = Math.max(1, Math.round(ms / 1000));
  let text = '';
  for (const unit of ['d', 'h', 'm', 's']) {
    const size = (UNITS[unit] ?? 1000) / 1000;
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return isDuration(text) ? text : '1s';
}

/** '6 hours', '1 day', '90 minutes'. */
export function durationWords(duration: string): string {
  const single = /^(\d+)([smhdw])$/.exec(duration);
  if (!single) return duration.replace(/(\d+)([a-z])/g, '$1 $2 ').trim();
  const count = Number(single[1]);
  const [one, many] = UNIT_WORDS[single[2] ?? 's'] ?? ['', ''];
  return `${count} ${count === 1 ? one : many}`;
}

/** 'Last 6 hours', or '20 Nov 08:10 to 09:40'; with years where one is not this year. */
export function windowLabel(window: TimeWindow, now: Date, zone: Zone): string {
  if (window.kind === 'relative') return `Last ${durationWords(window.past)}`;
  const [start, end] = [new Date(window.start), new Date(window.end)];
  const [startDay, endDay, today] = [start, end, now].map((at) => formatFullDate(at, zone));
  const isThisYear = [start, end].every((at) => formatDate(at, now, zone) === formatDate(at, at, zone));
  const dayWord = (at: Date): string => (isThisYear ? formatDate(at, now, zone) : formatFullDate(at, zone));
  const precision = window.end - window.start < 10 * 60_000 ? 'seconds' : 'minutes';
  const isToday = startDay === today && endDay === today;
  const from = `${isToday ? '' : `${dayWord(start)} `}${formatClock(start, zone, precision)}`;
  const to = `${startDay === endDay ? '' : `${dayWord(end)} `}${formatClock(end, zone, precision)}`;
  return `${from} to ${to}`;
}

export function sameWindow(a: TimeWindow, b: TimeWindow): boolean {
  if (a.kind === 'relative') return b.kind === 'relative' && a.past === b.past;
  return b.kind === 'absolute' && a.start === b.start && a.end === b.end;
}
