import { fromZonedTime, toZonedTime } from 'date-fns-tz';
import type { Zone } from '@/lib/time';
import { browserZone } from '@/lib/time-zones';
import { durationMs, isDuration, type TimeWindow } from './time-window';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const CLOCK = String.raw`(\d{1,2}):(\d{2})(?::(\d{2}))?`;
const ONLY_CLOCK = new RegExp(`^${CLOCK}$`);
const ISO_DAY = new RegExp(String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]${CLOCK})?$`);
const WORD_DAY = new RegExp(String.raw`^(\d{1,2}) ([a-z]{3})[a-z]*(?: (\d{4}))?(?:,? ${CLOCK})?$`, 'i');
const RELATIVE = /^now(?:\s*-\s*(\w+))?$/i;

/** The wall clock of a zone. */
type Wall = { year: number; month: number; day: number };

function zoneName(zone: Zone): string {
  return zone ?? browserZone();
}

function today(now: number, zone: Zone): Wall {
  const local = toZonedTime(now, zoneName(zone));
  return { year: local.getFullYear(), month: local.getMonth() + 1, day: local.getDate() };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

type Clock = readonly [hour: string | undefined, minute: string | undefined, second: string | undefined];

function moment(day: Wall, [hour = '0', minute = '0', second = '0']: Clock, zone: Zone): number | undefined {
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const check = new Date(Date.UTC(day.year, day.month - 1, day.day));
  if (check.getUTCMonth() !== day.month - 1 || check.getUTCDate() !== day.day) return undefined;
  const text = `${day.year}-${two(day.month)}-${two(day.day)}T${two(Number(hour))}:${two(Number(minute))}:${two(Number(second))}`;
  const at = fromZonedTime(text, zoneName(zone)).getTime();
  return Number.isNaN(at) ? undefined : at;
}

/**
 * A moment as people type it: '08:50', 'now', 'now-6h', '6h' (ago), 'yesterday', '20 Nov 08:50',
 * '2026-11-20 08:50'. Undefined when it is none. Clocks are of the zone.
 */
export function typedTime(typed: string, now: number, zone: Zone): number | undefined {
  const text = typed.trim().replaceAll(/\s+/g, ' ');
  const relative = RELATIVE.exec(text);
  if (relative) {
    const back = relative[1];
    if (back === undefined) return now;
    return isDuration(back) ? now - durationMs(back) : undefined;
  }
  if (isDuration(text)) return now - durationMs(text);
  const day = today(now, zone);
  const words: Record<string, number> = { today: 0, yesterday: 1 };
  const daysBack = words[text.toLowerCase()];
  if (daysBack !== undefined)
    return (moment(day, [undefined, undefined, undefined], zone) ?? now) - daysBack * 86_400_000;
  const clock = ONLY_CLOCK.exec(text);
  if (clock) return moment(day, [clock[1], clock[2], clock[3]], zone);
  const iso = ISO_DAY.exec(text);
  if (iso)
    return moment({ year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) }, [iso[4], iso[5], iso[6]], zone);
  const word = WORD_DAY.exec(text);
  if (!word) return undefined;
  const month = MONTHS.indexOf((word[2] ?? '').toLowerCase()) + 1;
  if (month === 0) return undefined;
  const year = word[3] === undefined ? day.year : Number(word[3]);
  return moment({ year, month, day: Number(word[1]) }, [word[4], word[5], word[6]], zone);
}

const BACK = /^(?:now\s*-\s*)?(\w+)$/i;

/**
 * A range as people type it: from 'now-3h' to 'now' is the last three hours, now and in an hour; all others stand
 * where they were when they were typed. Undefined when it is none, or ends before it begins.
 */
export function typedWindow(from: string, to: string, now: number, zone: Zone): TimeWindow | undefined {
  const past = BACK.exec(from.trim())?.[1]?.toLowerCase() ?? '';
  if (/^now$/i.test(to.trim()) && isDuration(past) && durationMs(past) > 0) return { kind: 'relative', past };
  const [start, end] = [typedTime(from, now, zone), typedTime(to, now, zone)];
  if (start === undefined || end === undefined || end <= start) return undefined;
  return { kind: 'absolute', start, end };
}

/** A range as it stands in the fields: 'now-3h' to 'now', or from one moment to another. */
export function windowAsTyped(window: TimeWindow, zone: Zone): { from: string; to: string } {
  if (window.kind === 'relative') return { from: `now-${window.past}`, to: 'now' };
  return { from: timeAsTyped(window.start, zone), to: timeAsTyped(window.end, zone) };
}

/** A moment as it stands in the field, and can be typed again: '2026-11-20 08:50:00'. */
export function timeAsTyped(at: number, zone: Zone): string {
  const local = toZonedTime(at, zoneName(zone));
  const clock = `${two(local.getHours())}:${two(local.getMinutes())}:${two(local.getSeconds())}`;
  return `${local.getFullYear()}-${two(local.getMonth() + 1)}-${two(local.getDate())} ${clock}`;
}
