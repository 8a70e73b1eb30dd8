import type { Schema } from '@/api/client';
import { formatDuration, formatElapsed } from '@/lib/duration';
import { counted, formatCount } from '@/lib/numbers';
import { plainSentence } from '@/lib/plain-sentence';
import { checkSentence } from '@/kit/status/check-words';
import type { StripMark } from '@/kit/chart/strip-model';
import type { GlyphName, HealthState } from '@/kit/status/status-table';
import { healthFace, runFace } from '@/kit/status/status-table';

type HealthCauses = Schema<'HealthCauses'>;
type HealthCause = Schema<'HealthCause'>;
type HealthCounts = Schema<'HealthCounts'>;
type HealthEntry = Schema<'HealthEntry'>;
type Run = Schema<'Run'>;
type RunMark = Schema<'RunMark'>;
type RunStrip = Schema<'RunStrip'>;
type PolicyWindow = Schema<'PolicyWindow'>;
type Policy = Schema<'Policy'>;
type CatalogEntry = Schema<'CatalogEntry'>;
type DashboardRef = Schema<'DashboardRef'>;

function totalOf(counts: HealthCounts): number {
  return counts.pass + counts.warn + counts.fail + counts.unknown;
}

/** '17 dashboards are failing, 14 of them new since yesterday' */
export function homeSentence(counts: HealthCounts, newFailing: number): string {
  const total = totalOf(counts);
  if (total === 0) return 'There is no dashboard yet';
  if (counts.fail > 0) {
    const head = counts.fail === 1 ? '1 dashboard is failing' : `${formatCount(counts.fail)} dashboards are failing`;
    if (newFailing === 0) return head;
    if (newFailing >= counts.fail)
      return counts.fail === 1 ? `${head}, new since yesterday` : `${head}, all new since yesterday`;
    return `${head}, ${formatCount(newFailing)} of them new since yesterday`;
  }
  if (counts.unknown === total) return 'Nothing is checked yet';
  if (counts.warn > 0)
    return `Nothing fails, ${counted(counts.warn, 'dashboard')} ${counts.warn === 1 ? 'has a warning' : 'have warnings'}`;
  if (counts.unknown > 0)
    return `Nothing fails, ${formatCount(counts.unknown)} of ${counted(total, 'dashboard')} unknown`;
  return total === 1 ? 'The dashboard is healthy' : `All ${formatCount(total)} dashboards are healthy`;
}

/** '11 have one cause: database `warehouse-eu` does not answer.' Only when one cause stands out. */
export function homeCause(causes: HealthCauses): string | undefined {
  const failing = causes.causes.filter((cause) => cause.status === 'FAIL');
  const [first] = failing;
  if (!first || first.count < 2) return undefined;
  const sentence = first.sentence.charAt(0).toLowerCase() + first.sentence.slice(1);
  return first.count >= causes.counts.fail
    ? `All have one cause: ${sentence}.`
    : `${formatCount(first.count)} have one cause: ${sentence}.`;
}

/** What was never checked is not broken: its number stands with the counts. */
export function brokenCauses(causes: readonly HealthCause[]): HealthCause[] {
  return causes.filter((cause) => cause.code !== 'never_checked');
}

export type NewsLine = {
  key: string;
  at: string;
  glyph: GlyphName;
  title: string;
  text: string;
  /** Grey, at the right: the owner or who started it. */
  who: string;
  to: string;
};

function healthNews(entry: HealthEntry, project: string): NewsLine | undefined {
  const at = entry.recovered_at ?? entry.since;
  if (at === undefined) return undefined;
  const text = newsText(entry);
  if (text === undefined) return undefined;
  return {
    key: `health:${entry.environment}/${entry.asset}`,
    at,
    glyph: healthFace(entry.status).glyph,
    title: entry.title,
    text,
    who: entry.owner ?? '',
    to: `/p/${project}/health/${encodeURIComponent(entry.environment)}/${encodeURIComponent(entry.asset)}`,
  };
}

function newsText(entry: HealthEntry): string | undefined {
  switch (entry.status) {
    case 'FAIL':
      return entry.summary === '' ? 'failing' : `failing: ${plainSentence(entry.summary)}`;
    case 'WARN':
      return entry.summary === '' ? 'has a warning' : plainSentence(entry.summary);
    case 'UNKNOWN':
      return entry.checked_at === undefined ? undefined : 'could not be checked';
    case 'PASS':
      return entry.broken_for_seconds === undefined
        ? undefined
        : `works again, was broken for ${formatElapsed(entry.broken_for_seconds * 1000)}`;
  }
}

function runNews(run: Run, project: string): NewsLine | undefined {
  if (run.finished_at === undefined) return undefined;
  const face = runFace(run.status);
  return {
    key: `run:${run.id}`,
    at: run.finished_at,
    glyph: face.glyph,
    title: run.title,
    text: runText(run, face.label),
    who: run.initiator.kind === 'system' ? 'system' : run.initiator.name,
    to: `/p/${project}/runs/${run.id}`,
  };
}

function runText(run: Run, label: string): string {
  const { total, failed, warned } = run.counts;
  const word = label.charAt(0).toLowerCase() + label.slice(1);
  if (total === 0) return word;
  if (run.resource === 'dashboard' && run.action === 'validate') return checkSentence(run);
  if (failed > 0) return `${word}: ${formatCount(failed)} of ${formatCount(total)} failed`;
  return warned > 0
    ? `${word}: ${formatCount(warned)} of ${formatCount(total)} with warnings`
    : `${word}: ${formatCount(total)} done`;
}

/** What changed since a moment: states of health and runs that ended, newest first. */
export function newsSince(
  entries: readonly HealthEntry[],
  runs: readonly Run[],
  seenAt: string | undefined,
  project: string,
): NewsLine[] {
  const after = seenAt === undefined ? 0 : Date.parse(seenAt);
  const lines = [...entries.map((entry) => healthNews(entry, project)), ...runs.map((run) => runNews(run, project))];
  return lines
    .filter((line): line is NewsLine => line !== undefined && Date.parse(line.at) > after)
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

/** The policy whose window ended last, or runs now. */
export function lastWindowOf(policies: readonly Policy[]): { policy: Policy; window: PolicyWindow } | undefined {
  const windows = policies.flatMap((policy) => (policy.last_window ? [{ policy, window: policy.last_window }] : []));
  return windows.sort((a, b) => Date.parse(b.window.starts_at) - Date.parse(a.window.starts_at))[0];
}

export type WindowMark = StripMark & {
  key: string;
  /** Where it stands in the window: 0 at its start, 1 at its end. */
  share: number;
  /** Its turn has not come, or it is left out: there is no outcome, not even that there could be none. */
  isOpen: boolean;
};

const FINDING_STATES: Record<Schema<'Finding'>, HealthState> = { pass: 'PASS', warn: 'WARN', fail: 'FAIL' };

const OPEN_WORDS: Record<Schema<'ItemStatus'>, string> = {
  queued: 'to do',
  running: 'under way',
  awaiting_input: 'needs input',
  failed: 'could not be checked',
  skipped: 'left out',
  succeeded: 'checked',
  warned: 'checked',
};

function markLabel({ title, count, status, finding }: RunMark): string {
  const word = finding === undefined ? OPEN_WORDS[status] : healthFace(FINDING_STATES[finding]).label.toLowerCase();
  const head = `${title ?? 'Check'}: ${word}`;
  return count > 1 ? `${head}, and ${formatCount(count - 1)} more` : head;
}

/** The checks of a window where the plan put them. */
export function windowMarks(marks: readonly RunMark[], window: PolicyWindow): WindowMark[] {
  const start = Date.parse(window.starts_at);
  const length = Math.max(1, Date.parse(window.ends_at) - start);
  return marks.map((mark, index) => ({
    key: String(index),
    state: mark.finding === undefined ? 'UNKNOWN' : FINDING_STATES[mark.finding],
    label: markLabel(mark),
    isOpen: mark.finding === undefined && mark.status !== 'failed',
    share: Math.min(1, Math.max(0, (Date.parse(mark.at) - start) / length)),
  }));
}

const MINUTE_MS = 60_000;
/** In minutes: steps that people count in. */
const TICK_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360];
const MOST_TICKS = 6;

export type WindowTick = { at: Date; share: number };

/** The labels under a window: equal steps of whole minutes from its start. */
export function windowTicks(window: Pick<PolicyWindow, 'starts_at' | 'ends_at'>): WindowTick[] {
  const start = Date.parse(window.starts_at);
  const length = Date.parse(window.ends_at) - start;
  if (length <= 0) return [{ at: new Date(start), share: 0 }];
  const minutes = TICK_STEPS.find((step) => length / (step * MINUTE_MS) < MOST_TICKS) ?? 360;
  const step = minutes * MINUTE_MS;
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => ({
    at: new Date(start + index * step),
    share: (index * step) / length,
  }));
}

/** '206 of 214 checked, 8 could not be checked, one every 33 s, none late' */
export function windowSentence(window: PolicyWindow, strip: RunStrip): { checked: string; rest: string } {
  const { counts } = strip;
  const total = Math.max(window.checks, counts.total);
  const missed = counts.failed > 0 ? `, ${formatCount(counts.failed)} could not be checked` : '';
  const passed = counts.skipped > 0 ? `, ${formatCount(counts.skipped)} left out` : '';
  const spacing =
    window.spacing_seconds > 0 && total > 1
      ? `, one every ${formatDuration(Math.round(window.spacing_seconds) * 1000)}`
      : '';
  const late =
    window.state === 'missed' ? ', missed' : `, ${window.late ? `${formatCount(window.late)} late` : 'none late'}`;
  return {
    checked: formatCount(counts.succeeded),
    rest: ` of ${formatCount(total)} checked${missed}${passed}${spacing}${late}`,
  };
}

export type ShortcutLine = { name: string; title: string; glyph: GlyphName; state: string; note: string; to: string };

/** Favourites or recents of this project that still exist, in the person's order. */
export function shortcutLines(
  refs: readonly DashboardRef[],
  known: ReadonlyMap<string, CatalogEntry | null | undefined>,
  project: string,
): ShortcutLine[] {
  return refs
    .filter((ref) => ref.project === project && known.get(ref.name) !== null)
    .map((ref): ShortcutLine => {
      const entry = known.get(ref.name);
      const status = entry?.health.status ?? 'UNKNOWN';
      const note = status === 'PASS' ? '' : plainSentence(entry?.health.summary ?? '');
      return {
        name: ref.name,
        title: entry?.display_name || ref.name,
        glyph: healthFace(status).glyph,
        state: healthFace(status).label,
        note,
        to: `/p/${project}/dashboards/${encodeURIComponent(ref.name)}`,
      };
    });
}
