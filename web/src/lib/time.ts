/**
 * Times as people read them: the clock today, the weekday this week, then the date. Every function is told
 * the present and the zone, so that it is pure; `undefined` as zone means the zone of the browser.
 */
export type Zone = string | undefined;

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const HOURS_AS_AGE = 12;

const LOCALE = 'en-GB';
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making an Intl formatter costs about as much as a thousand uses of it. */
function formatter(zone: Zone, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone ?? ''}|${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: zone, hourCycle: 'h23' });
  formatters.set(key, made);
  return made;
}

type DateParts = { weekday: string; day: string; month: string; year: string };

function dateParts(at: Date, zone: Zone): DateParts {
  const options = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  const parts = new Map(
    formatter(zone, options)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  // British English says 'Sept'; every month has three letters here.
  return { weekday: part('weekday'), day: part('day'), month: part('month').slice(0, 3), year: part('year') };
}

/** Days since the epoch of the calendar day that the zone shows at this moment. */
function calendarDay(at: Date, zone: Zone): number {
  const text = formatter(zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
  const [day = '1', month = '1', year = '1970'] = text.split('/');
  return Date.UTC(Number(year), Number(month) - 1, Number(day)) / DAY_MS;
}

/** How long the clock of the zone has gone since its midnight. */
function sinceMidnight(at: Date, zone: Zone): number {
  const [hours = 0, minutes = 0, seconds = 0] = formatClock(at, zone, 'seconds').split(':').map(Number);
  return hours * HOUR_MS + minutes * MINUTE_MS + seconds * SECOND_MS + at.getUTCMilliseconds();
}

/** When the present day of the zone began. */
export function startOfDay(now: Date, zone: Zone): Date {
  const guess = new Date(now.getTime() - sinceMidnight(now, zone));
  // On a day on which the clocks change the guess is off by that change.
  const off = sinceMidnight(guess, zone);
  return new Date(guess.getTime() + (off > DAY_MS / 2 ? DAY_MS - off : -off));
}

export function parseTime(value: string | number | Date): Date {
  return value instanceof Date ? value : new Date(value);
}

/** Whether the browser knows this IANA zone. */
export function isTimeZone(zone: string): boolean {
  try {
    return formatter(zone, {}).format(0) !== '';
  } catch {
    return false;
  }
}

/** 09:42, or 09:42:10. */
export function formatClock(at: Date, zone?: Zone, precision: 'minutes' | 'seconds' = 'minutes'): string {
  const seconds = precision === 'seconds' ? ({ second: '2-digit' } as const) : {};
  return formatter(zone, { hour: '2-digit', minute: '2-digit', ...seconds }).format(at);
}

function zoneName(at: Date, zone: Zone, form: 'short' | 'shortOffset' = 'short'): string {
  const parts = formatter(zone, { timeZoneName: form }).formatToParts(at);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
}

/** 09:42:10; on a day on which the clocks change with the zone, since an hour may come twice: 02:15:00 CET. */
export function formatExactClock(at: Date, zone?: Zone): string {
  const clock = formatClock(at, zone, 'seconds');
  const morning = startOfDay(at, zone);
  const dayLater = new Date(morning.getTime() + DAY_MS);
  const isEven = zoneName(morning, zone, 'shortOffset') === zoneName(dayLater, zone, 'shortOffset');
  return isEven ? clock : `${clock} ${zoneName(at, zone)}`;
}

/** 12 Nov, or 12 Nov 2025 when it is not this year. */
export function formatDate(at: Date, now: Date, zone?: Zone): string {
  const { day, month, year } = dateParts(at, zone);
  return year === dateParts(now, zone).year ? `${day} ${month}` : `${day} ${month} ${year}`;
}

/** 12 Nov 2025, whichever year it is now. */
export function formatFullDate(at: Date, zone?: Zone): string {
  const { day, month, year } = dateParts(at, zone);
  return `${day} ${month} ${year}`;
}

/** The clock today (05:52), the weekday within six days (Thu 18:04), then the date (12 Nov). */
export function formatMoment(at: Date, now: Date, zone?: Zone): string {
  const days = calendarDay(at, zone) - calendarDay(now, zone);
  if (days === 0) return formatClock(at, zone);
  if (Math.abs(days) < 7) return `${dateParts(at, zone).weekday} ${formatClock(at, zone)}`;
  return formatDate(at, now, zone);
}

/** How long ago: '4 s ago', '12 min ago', '2 h ago', 'yesterday', '3 d ago', then the date. */
export function formatAge(at: Date, now: Date, zone?: Zone): string {
  const age = now.getTime() - at.getTime();
  if (age < 0) return age > -MINUTE_MS ? 'now' : formatMoment(at, now, zone);
  if (age < SECOND_MS) return 'now';
  if (age < MINUTE_MS) return `${Math.floor(age / SECOND_MS)} s ago`;
  if (age < HOUR_MS) return `${Math.floor(age / MINUTE_MS)} min ago`;
  const days = calendarDay(now, zone) - calendarDay(at, zone);
  if (days === 0 || age < HOURS_AS_AGE * HOUR_MS) return `${Math.floor(age / HOUR_MS)} h ago`;
  if (days === 1) return 'yesterday';
  return days < 7 ? `${days} d ago` : formatDate(at, now, zone);
}

/** How long until: 'in 12 s', 'in 4 min', 'in 2 h'; later than today the moment. */
export function formatUntil(at: Date, now: Date, zone?: Zone): string {
  const rest = at.getTime() - now.getTime();
  if (rest <= 0) return 'now';
  if (rest < MINUTE_MS) return `in ${Math.ceil(rest / SECOND_MS)} s`;
  if (rest < HOUR_MS) return `in ${Math.ceil(rest / MINUTE_MS)} min`;
  if (rest < HOURS_AS_AGE * HOUR_MS) return `in ${Math.round(rest / HOUR_MS)} h`;
  return formatMoment(at, now, zone);
}

/** The whole time, for hover and focus: 'Fri 20 Nov 2026, 09:42:10 CET'. */
export function formatAbsolute(at: Date, zone?: Zone): string {
  const { weekday, day, month, year } = dateParts(at, zone);
  return `${weekday} ${day} ${month} ${year}, ${formatClock(at, zone, 'seconds')} ${zoneName(at, zone)}`.trim();
}
