import { formatDuration } from '@/lib/duration';
import { counted, formatCount, plural } from '@/lib/numbers';
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
  /** A query of it is of a kind that the check cannot ask. */
  isNotJudged: boolean;
};

type Issue = ValidationRecord['issues'][number];

/** What is wrong first, then what is only remarked; each once. */
function messagesOf(issues: readonly Issue[]): string[] {
  const found = issues.filter((issue) => issue.severity !== 'INFO').map((issue) => issue.message);
  const remarks = issues.filter((issue) => issue.severity === 'INFO').map((issue) => `Remark: ${issue.message}`);
  return [...new Set([...found, ...remarks])];
}

const WORST_FIRST = ['FAIL', 'WARN', 'UNKNOWN'] as const;

/** The status that these issues alone would give. A remark is not what ails the dashboard. */
function worstOf(issues: readonly Issue[]): HealthStatus {
  return WORST_FIRST.find((status) => issues.some(({ severity }) => severity === status)) ?? 'PASS';
}

function isUnsupported({ code }: Issue): boolean {
  return code === 'unsupported_query';
}

function evidenceOf(panel: PanelResult, record: ValidationRecord): PanelEvidence {
  const own = record.issues.filter((issue) => issue.location.panel_key === panel.key);
  const messages = messagesOf(own);
  // Of a datasource that is down only one finding speaks: the panel repeats it.
  if (own.every((issue) => issue.severity === 'INFO') && panel.status !== 'PASS') messages.unshift(panel.result);
  const { key, title, status, queries = [] } = panel;
  return { key, title, status, messages, queries, isNotJudged: own.some(isUnsupported) };
}

/** The evidence of a record: what is wrong first, then the panels that work and were asked or remarked on. */
export function recordEvidence(record: ValidationRecord): PanelEvidence[] {
  const known = new Set(record.panels.map((panel) => panel.key));
  const general = record.issues.filter(({ location }) => !known.has(location.panel_key ?? ''));
  const panels = panelsByTrouble(record.panels).map((panel) => evidenceOf(panel, record));
  const shown = panels.filter(
    ({ status, queries, messages }) => status !== 'PASS' || queries.length > 0 || messages.length > 0,
  );
  if (general.length === 0) return shown;
  const status = worstOf(general);
  const messages = messagesOf(general);
  return [{ key: '', title: 'Dashboard', status, messages, queries: [], isNotJudged: false }, ...shown];
}

export function isTroubled(evidence: PanelEvidence): boolean {
  return evidence.status !== 'PASS';
}

export type EvidenceWords = {
  note: string | undefined;
  /** Of the button that shows what is not wrong; undefined when there is nothing of the kind. */
  rest: string | undefined;
};

/** What the evidence says as a whole. That every query has an answer is only said when all were asked. */
export function evidenceWords(all: readonly PanelEvidence[]): EvidenceWords {
  const calm = all.filter((evidence) => !isTroubled(evidence));
  const working = calm.filter(({ key, queries }) => key !== '' && queries.length > 0).length;
  const notJudged = all.filter(({ isNotJudged }) => isNotJudged).length;
  return { note: noteOf(calm.length === all.length, working, notJudged), rest: restOf(calm.length, working) };
}

function noteOf(isCalm: boolean, working: number, notJudged: number): string | undefined {
  if (notJudged > 0) return `${counted(notJudged, 'panel')} not judged`;
  return isCalm && working > 0 ? 'every query has an answer' : undefined;
}

function restOf(calm: number, working: number): string | undefined {
  if (calm === 0) return undefined;
  return working === 0 ? 'Remarks' : `Queries of ${counted(working, 'panel')} that ${plural(working, 'works', 'work')}`;
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
