import { formatDuration } from '@/lib/duration';
import { counted, formatCount } from '@/lib/numbers';
import { formatClock, formatMoment, parseTime, type Zone } from '@/lib/time';
import type { Schema } from '@/api/client';
import type { HealthStatus, PanelResult, ValidationRecord } from './health';
import { panelsByTrouble } from './health-words';

export type PanelQuery = Schema<'PanelQuery'>;

/** What was asked for one panel, what came back, and what the check made of it. */
export type PanelEvidence = {
  /** Empty for what concerns no panel. */
  key: string;
  title: string;
  status: HealthStatus;
  /** In the words of the check, with names between backquotes. */
  messages: readonly string[];
  queries: readonly PanelQuery[];
};

type Issue = ValidationRecord['issues'][number];

/** What is wrong first, then what is only remarked; each once. */
function messagesOf(issues: readonly Issue[]): string[] {
  const found = issues.filter((issue) => issue.severity !== 'INFO').map((issue) => issue.message);
  const remarks = issues.filter((issue) => issue.severity === 'INFO').map((issue) => `Remark: ${issue.message}`);
  return [...new Set([...found, ...remarks])];
}

function evidenceOf(panel: PanelResult, record: ValidationRecord): PanelEvidence {
  const own = record.issues.filter((issue) => issue.location.panel_key === panel.key);
  const messages = messagesOf(own);
  // Of a datasource that is down only one finding speaks: the panel repeats it.
  if (own.every((issue) => issue.severity === 'INFO') && panel.status !== 'PASS') messages.unshift(panel.result);
  return { key: panel.key, title: panel.title, status: panel.status, messages, queries: panel.queries ?? [] };
}

/** The evidence of a record: what is wrong first, then the panels that work and were asked. */
export function recordEvidence(record: ValidationRecord): PanelEvidence[] {
  const known = new Set(record.panels.map((panel) => panel.key));
  const general = record.issues.filter(({ location }) => !known.has(location.panel_key ?? ''));
  const panels = panelsByTrouble(record.panels).map((panel) => evidenceOf(panel, record));
  const shown = panels.filter((panel) => panel.status !== 'PASS' || panel.queries.length > 0);
  if (general.length === 0) return shown;
  // A remark alone is not what ails the dashboard.
  const status = general.every((issue) => issue.severity === 'INFO') ? 'PASS' : record.status;
  return [{ key: '', title: 'Dashboard', status, messages: messagesOf(general), queries: [] }, ...shown];
}

export function isTroubled(evidence: PanelEvidence): boolean {
  return evidence.status !== 'PASS';
}

/** '12 series of up to 120 points, last at 12:04', '0 series', or why there is no answer. */
export function answerWords(query: PanelQuery, now: Date, zone?: Zone): string {
  if (query.failure !== undefined) return query.failure;
  const { series = 0, points = 0, last_at: last } = query;
  const head = series === 1 ? '1 series' : `${formatCount(series)} series`;
  if (series === 0 || points === 0) return head;
  const length = `${series === 1 ? 'of ' : 'of up to '}${counted(points, 'point')}`;
  return last === undefined
    ? `${head} ${length}`
    : `${head} ${length}, last at ${lastWords(parseTime(last), now, zone)}`;
}

function lastWords(at: Date, now: Date, zone: Zone): string {
  const isRecent = Math.abs(now.getTime() - at.getTime()) < 86_400_000;
  return isRecent ? formatClock(at, zone) : formatMoment(at, now, zone);
}

/** 'in 84 ms', 'in 10 s, tried 2 times' */
export function askedWords({ duration_ms: took, attempts }: PanelQuery): string {
  const length = `in ${took < 1 ? '<1 ms' : formatDuration(took)}`;
  return attempts > 1 ? `${length}, tried ${formatCount(attempts)} times` : length;
}
