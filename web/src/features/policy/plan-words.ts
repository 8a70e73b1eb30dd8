import { formatDuration } from '@/lib/duration';
import { counted, formatCount, plural } from '@/lib/numbers';
import { formatClock, formatDate, parseTime, type Zone } from '@/lib/time';
import type { PolicyPreview, PolicyWindow } from './policy';

/** Whole seconds, with a tenth where that is what differs: '33 s', '1.5 s', '2 m', '155 ms'. */
export function spacingWord(seconds: number): string {
  if (seconds < 1) return formatDuration(seconds * 1000);
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
