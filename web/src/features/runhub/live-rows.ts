import { isRunStatus } from '@/kit/status/status-table';
import type { Run, RunCounts, RunFindings } from './run';

/** What an event tells about a run: identifiers and counters, never texts. */
export type RunChange = {
  id: string;
  status?: Run['status'];
  counts?: RunCounts;
  findings?: RunFindings;
  progress?: number;
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readCounts(value: unknown): RunCounts | undefined {
  if (!isRecord(value)) return undefined;
  const count = (name: keyof RunCounts): number => (typeof value[name] === 'number' ? value[name] : 0);
  return {
    total: count('total'),
    succeeded: count('succeeded'),
    warned: count('warned'),
    failed: count('failed'),
    skipped: count('skipped'),
  };
}

function readFindings(value: unknown): RunFindings | undefined {
  if (!isRecord(value)) return undefined;
  const count = (name: keyof RunFindings): number => (typeof value[name] === 'number' ? value[name] : 0);
  return { pass: count('pass'), warn: count('warn'), fail: count('fail') };
}

/** Reads the data of a 'run' event; undefined when it is not one that this page understands. */
export function readRunChange(data: unknown): RunChange | undefined {
  if (!isRecord(data) || typeof data['id'] !== 'string') return undefined;
  const change: RunChange = { id: data['id'] };
  if (typeof data['status'] === 'string' && isRunStatus(data['status'])) change.status = data['status'];
  const counts = readCounts(data['counts']);
  if (counts) change.counts = counts;
  const findings = readFindings(data['findings']);
  if (findings) change.findings = findings;
  if (typeof data['progress'] === 'number') change.progress = data['progress'];
  return change;
}

/** The rows with one changed in place; the same array when the run is not among them. */
export function patchRows(rows: readonly Run[], change: RunChange): readonly Run[] {
  if (!rows.some((row) => row.id === change.id)) return rows;
  const { id, ...fields } = change;
  return rows.map((row) => (row.id === id ? { ...row, ...fields } : row));
}

/** The shown rows with fresher records in their places. Nothing moves, nothing comes, nothing goes. */
export function refreshRows(shown: readonly Run[], fresh: readonly Run[]): readonly Run[] {
  const byId = new Map(fresh.map((run) => [run.id, run]));
  return shown.map((run) => byId.get(run.id) ?? run);
}

/**
 * Runs of the newest page that are not shown: they wait behind 'N new'. A run that failed long after it began, among
 * those that failed, is one of them. What is older than the last row may stand on a page that is not loaded.
 */
export function waitingRows(shown: readonly Run[], fresh: readonly Run[], hasMore: boolean): readonly Run[] {
  const last = shown.at(-1);
  const ids = new Set(shown.map((run) => run.id));
  return fresh.filter((run) => !ids.has(run.id) && (!hasMore || !last || run.created_at >= last.created_at));
}

/** Which rows look different from before: those fade. New rows do not count. */
export function changedIds(before: readonly Run[], after: readonly Run[]): string[] {
  const old = new Map(before.map((run) => [run.id, run]));
  return after
    .filter((run) => {
      const was = old.get(run.id);
      return was !== undefined && was.status !== run.status;
    })
    .map((run) => run.id);
}
