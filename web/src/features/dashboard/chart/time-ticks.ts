import { formatClock, formatDate, formatFullDate, type Zone } from '@/lib/time';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Steps that people count in. */
const STEPS: readonly number[] = [
  SECOND,
  2 * SECOND,
  5 * SECOND,
  10 * SECOND,
  15 * SECOND,
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
  28 * DAY,
  91 * DAY,
  182 * DAY,
  365 * DAY,
];

/** Ticks so far apart go through years: without them the same day would stand there again and again. */
const SEASON = 91 * DAY;

const LABEL_WIDTH = 92;

/** A formatter costs much more to make than to use. */
const wallClocks = new Map<Zone, Intl.DateTimeFormat>();

function wallClock(zone: Zone): Intl.DateTimeFormat {
  const known = wallClocks.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  wallClocks.set(zone, made);
  return made;
}

/** How far the zone's clock is ahead of UTC at this moment, in ms. */
export function zoneOffset(at: number, zone: Zone): number {
  const parts = wallClock(zone).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((one) => one.type === type)?.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(at / SECOND) * SECOND;
}

/** When the zone's clock shows a time, which is written as if it were UTC. */
function momentOf(wall: number, zone: Zone): number {
  const near = wall - zoneOffset(wall, zone);
  return wall - zoneOffset(near, zone);
}

export type TimeTicks = { at: number[]; step: number };

/** Round moments of the zone's clock between two times, as many as have room. */
export function timeTicks(start: number, end: number, width: number, zone: Zone): TimeTicks {
  const room = Math.max(1, Math.floor(width / LABEL_WIDTH));
  const ideal = (end - start) / room;
  const step = STEPS.find((candidate) => candidate >= ideal) ?? 365 * DAY;
  const first = Math.ceil((start + zoneOffset(start, zone)) / step) * step;
  // Clocks change by hours: shorter steps are round by the same offset before and after, and evenly apart.
  const offset = step > HOUR ? undefined : zoneOffset(start, zone);
  const at: number[] = [];
  for (let wall = first; ; wall += step) {
    const tick = offset === undefined ? momentOf(wall, zone) : wall - offset;
    if (tick > end) return { at, step };
    if (tick >= start) at.push(tick);
  }
}

/** What stands below a tick: the clock, with seconds when ticks are close; the date at midnight or for days. */
export function tickLabel(at: number, step: number, zone: Zone): string {
  const moment = new Date(at);
  if (step >= SEASON) return formatFullDate(moment, zone);
  const isMidnight = (at + zoneOffset(at, zone)) % DAY === 0;
  if (step >= DAY || isMidnight) return formatDate(moment, moment, zone);
  return formatClock(moment, zone, step < MINUTE ? 'seconds' : 'minutes');
}
