import { formatDuration } from '@/lib/duration';
import { counted, formatCount, plural } from '@/lib/numbers';
import { formatClock, formatDate, parseTime, type Zone } from '@/lib/time';
import type { PlanDensity, PolicyPreview, PolicyWindow } from './policy';

/** Whole seconds, with a tenth where that is what differs: '33 s', '1.5 s', '2 m'. */
export function spacingWord(seconds: number): string {
  return seconds < 10 && !Number.isInteger(seconds)
    ? `${Number(seconds.toFixed(1))} s`
    : formatDuration(Math.round(seconds) * 1000);
}

/** '214 checks, one every 33 s' */
export function planSentence(preview: PolicyPreview): string {
  if (preview.checks === 0) return 'No dashboard matches';
  const checks = counted(preview.checks, 'check');
  if (preview.checks === 1 || preview.spacing_seconds === undefined) return checks;
  return `${checks}, one every ${spacingWord(preview.spacing_seconds)}`;
}

/** 'First 02:00:19, last 03:59:46. A usual check takes 28 s, 2 run at a time.' */
export function planSubline(preview: PolicyPreview, zone?: Zone): string {
  const parts: string[] = [];
  const clock = (at: string): string => formatClock(parseTime(at), zone, 'seconds');
  if (preview.first_at !== undefined && preview.last_at !== undefined) {
    parts.push(
      preview.checks === 1
        ? `At ${clock(preview.first_at)}.`
        : `First ${clock(preview.first_at)}, last ${clock(preview.last_at)}.`,
    );
  }
  if (preview.usual_check_seconds !== undefined) {
    const usual = `A usual check takes ${spacingWord(preview.usual_check_seconds)}`;
    const many = preview.concurrency ?? 0;
    parts.push(many > 0 ? `${usual}, ${formatCount(many)} ${plural(many, 'runs', 'run')} at a time.` : `${usual}.`);
  }
  return parts.join(' ');
}

/** 'Nothing is checked before you save. First window: Sat 21 Nov, 02:00.' */
export function firstWindowLine(preview: PolicyPreview | undefined, isNew: boolean, now: Date, zone?: Zone): string {
  const head = isNew ? 'Nothing is checked before you save.' : 'What has not started follows the change at once.';
  const first = preview?.windows[0];
  if (!preview) return head;
  return first === undefined
    ? `${head} No window is ahead.`
    : `${head} First window: ${dayWord(first, now, zone)}, ${formatClock(parseTime(first.starts_at), zone)}.`;
}

/** 'Sat 21 Nov' */
export function dayWord(window: PolicyWindow, now: Date, zone?: Zone): string {
  const at = parseTime(window.starts_at);
  const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: zone }).format(at);
  return `${weekday} ${formatDate(at, now, zone)}`;
}

/** '02:00 to 04:00' */
export function hoursWord(window: PolicyWindow, zone?: Zone): string {
  return `${formatClock(parseTime(window.starts_at), zone)} to ${formatClock(parseTime(window.ends_at), zone)}`;
}

export function lateWord(window: PolicyWindow): string {
  return window.late ? `${formatCount(window.late)} late` : 'none late';
}

export type DensityBar = { x: number; width: number; others: Slice; own: Slice; over: Slice; label: string };
/** A part of a bar, in the height of the drawing, from the top down. */
export type Slice = { y: number; height: number };
export type DensityDrawing = {
  bars: readonly DensityBar[];
  ceilingY: number;
  ceilingLabel: string;
  ticks: readonly { y: number; text: string }[];
  hours: readonly { x: number; text: string }[];
  hasOver: boolean;
};

/** A round number at or above a value: 1, 2, 4, 5, 6, 8, 10 and their tenfolds. */
export function niceTop(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 4, 5, 6, 8, 10].find((factor) => factor * power >= value * 0.999) ?? 10;
  return step * power;
}

function niceNumber(value: number): string {
  return String(Number(value.toFixed(2)));
}

const HOUR_LABELS = 7;

/** The checks a minute over the window as bars: others below, this policy above, what is over the ceiling on top. */
export function densityDrawing(density: PlanDensity, width: number, height: number, zone?: Zone): DensityDrawing {
  const count = Math.max(density.own.length, density.others.length);
  const sums = Array.from({ length: count }, (_, index) => (density.own[index] ?? 0) + (density.others[index] ?? 0));
  const top = niceTop(
    Math.max(
      density.ceiling > 0 && Number.isFinite(density.ceiling) ? ceilingInView(density.ceiling, sums) : 0,
      ...sums,
    ),
  );
  const yOf = (value: number): number => height - (Math.min(value, top) / top) * height;
  const slot = count === 0 ? 0 : width / count;
  const start = parseTime(density.starts_at).getTime();
  const clockAt = (index: number): string => formatClock(new Date(start + index * density.bucket_seconds * 1000), zone);
  const slice = (from: number, to: number): Slice => ({ y: yOf(to), height: Math.max(0, yOf(from) - yOf(to)) });

  const bars = sums.map((sum, index): DensityBar => {
    const others = density.others[index] ?? 0;
    const ceiling = density.ceiling > 0 ? density.ceiling : Infinity;
    const underCeiling = Math.min(sum, ceiling);
    return {
      x: index * slot,
      width: Math.max(0.5, slot - 1),
      others: slice(0, Math.min(others, underCeiling)),
      own: slice(Math.min(others, underCeiling), underCeiling),
      over: slice(underCeiling, sum),
      label: `${clockAt(index)}: ${niceNumber(density.own[index] ?? 0)} of this policy, ${niceNumber(others)} of others`,
    };
  });
  const steps = 3;
  return {
    bars,
    ceilingY: yOf(density.ceiling),
    ceilingLabel: `ceiling ${niceNumber(density.ceiling)} a minute`,
    ticks: Array.from({ length: steps + 1 }, (_, index) => {
      const value = (top * index) / steps;
      return { y: yOf(value), text: niceNumber(value) };
    }),
    hours: count === 0 ? [] : hourLabels(count, width, clockAt),
    hasOver: bars.some((bar) => bar.over.height > 0.01),
  };
}

/** A ceiling far above what is planned would flatten the bars: it is drawn at the top edge then. */
function ceilingInView(ceiling: number, sums: readonly number[]): number {
  const highest = Math.max(0, ...sums);
  return highest > 0 && ceiling > 4 * highest ? 1.5 * highest : ceiling;
}

function hourLabels(count: number, width: number, clockAt: (index: number) => string): { x: number; text: string }[] {
  return Array.from({ length: HOUR_LABELS }, (_, index) => ({
    x: (index / (HOUR_LABELS - 1)) * width,
    text: clockAt((index / (HOUR_LABELS - 1)) * count),
  }));
}
