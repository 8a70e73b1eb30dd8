import type { Schema } from '@/api/client';
import { isFinished } from '@/kit/status/status-table';

export type Run = Schema<'Run'>;
export type RunStatus = Schema<'RunStatus'>;
export type RunTrigger = Schema<'RunTrigger'>;
export type RunCounts = Schema<'RunCounts'>;
export type RunFindings = Schema<'RunFindings'>;
export type Finding = Schema<'Finding'>;
export type ReasonCode = Schema<'ReasonCode'>;
export type RunDetail = Schema<'RunDetail'>;
export type RunPage = Schema<'RunPage'>;
export type RunsSummary = Schema<'RunsSummary'>;
export type RunsBucket = Schema<'RunsBucket'>;
export type Initiator = Schema<'Initiator'>;
export type Item = Schema<'Item'>;
export type ItemStatus = Schema<'ItemStatus'>;
export type ReasonGroup = Schema<'ReasonGroup'>;
export type Transition = Schema<'Transition'>;
export type LogLine = Schema<'LogLine'>;
export type LogLevel = Schema<'LogLevel'>;
export type LogPage = Schema<'LogPage'>;
export type LogMatches = Schema<'LogMatches'>;

/** 'dashboard.validate': what is done to what. */
export function operationOf(run: Pick<Run, 'resource' | 'action'>): string {
  return `${run.resource}.${run.action}`;
}

/** A check gives verdicts: what it could not judge is told apart from what it found failing. */
export function isCheck(run: Pick<Run, 'resource' | 'action'>): boolean {
  return operationOf(run) === 'dashboard.validate';
}

/** The first two groups of the id: enough to tell runs apart, short enough for a line. */
export function shortRunId(id: string): string {
  const [first = id, second] = id.split('-');
  return second === undefined ? first : `${first}-${second}`;
}

/** Items that have come to an end, however. */
export function doneItems(counts: RunCounts): number {
  return counts.succeeded + counts.warned + counts.failed + counts.skipped;
}

/** How long the run has been going in milliseconds; undefined while it waits its turn. */
export function tookMs(run: Pick<Run, 'status' | 'started_at' | 'finished_at'>, now: Date): number | undefined {
  if (run.started_at === undefined) return undefined;
  const end = run.finished_at === undefined ? now.getTime() : Date.parse(run.finished_at);
  if (run.finished_at === undefined && isFinished(run.status)) return undefined;
  return Math.max(0, end - Date.parse(run.started_at));
}
