import { checkFindings } from '@/kit/status/check-words';
import { formatDuration } from '@/lib/duration';
import { counted, formatCount, plural } from '@/lib/numbers';
import { formatClock, formatDate, formatMoment, parseTime, type Zone } from '@/lib/time';
import { doneItems, isCheck, operationOf, tookMs, type Run, type RunDetail, type RunsSummary } from './run';
import { shortReason } from './short-reason';

/** How one operation speaks of itself. */
type Operation = {
  noun: readonly [one: string, many: string];
  /** 'Checking 14 dashboards' */
  doing: string;
  /** '14 of 14 dashboards checked' */
  done: string;
  /** What a failed item is: '3 could not be checked', '4 failed'. */
  failed: string;
  /** The page of the feature that starts it. */
  feature: string;
  page: string;
};

const OPERATIONS: Record<string, Operation> = {
  'dashboard.validate': {
    noun: ['dashboard', 'dashboards'],
    doing: 'Checking',
    done: 'checked',
    failed: 'could not be checked',
    feature: 'Health',
    page: 'health',
  },
  'dashboard.migrate': {
    noun: ['dashboard', 'dashboards'],
    doing: 'Migrating',
    done: 'migrated',
    failed: 'failed',
    feature: 'Migrations',
    page: 'migrations',
  },
  'inventory.sync': {
    noun: ['asset', 'assets'],
    doing: 'Reading',
    done: 'read',
    failed: 'failed',
    feature: 'Environments',
    page: 'environments',
  },
  'backup_set.snapshot': {
    noun: ['dashboard', 'dashboards'],
    doing: 'Saving',
    done: 'saved',
    failed: 'failed',
    feature: 'Backups',
    page: 'backups',
  },
  'backup_set.restore': {
    noun: ['dashboard', 'dashboards'],
    doing: 'Restoring',
    done: 'restored',
    failed: 'failed',
    feature: 'Backups',
    page: 'backups',
  },
  'drift.generate': {
    noun: ['dashboard', 'dashboards'],
    doing: 'Comparing',
    done: 'compared',
    failed: 'failed',
    feature: 'Drift',
    page: 'drift',
  },
  'retention.clean': {
    noun: ['run', 'runs'],
    doing: 'Cleaning up',
    done: 'cleaned up',
    failed: 'failed',
    feature: 'Runs',
    page: 'runs',
  },
};

const ANY_OPERATION: Operation = {
  noun: ['item', 'items'],
  doing: 'Working on',
  done: 'done',
  failed: 'failed',
  feature: 'Runs',
  page: 'runs',
};

/** Every operation there is, for the filter. */
export const OPERATION_NAMES: readonly string[] = Object.keys(OPERATIONS);

export function operation(run: Pick<Run, 'resource' | 'action'>): Operation {
  return OPERATIONS[operationOf(run)] ?? ANY_OPERATION;
}

export type FeatureLink = {
  label: string;
  /** Where the feature shows this run. */
  to: string;
  /** The first page of the feature. */
  home: string;
};

/** Where the run's feature lives. A page that the server names goes before the general one. */
export function featureLink(run: Run): FeatureLink {
  const { feature, page } = operation(run);
  const home = `/p/${run.project}/${page}`;
  return { label: feature, to: isOwnPath(run.page) ? run.page : home, home };
}

/** Only paths of this application: what a server sends is never followed elsewhere. */
function isOwnPath(page: string | undefined): page is string {
  return page !== undefined && /^\/(?![/\\])/.test(page);
}

/** What stands in grey after a run's title: what a check found, why it failed, or what it waits for. */
export function besideTitle(run: Run): string | undefined {
  // A check that ended without an item of its own that failed says why it ended.
  const hasVerdicts = isCheck(run) && (run.status !== 'failed' || run.counts.failed > 0);
  const findings = hasVerdicts ? checkFindings(run).join(', ') : '';
  if (findings !== '') return findings;
  switch (run.status) {
    case 'queued':
      return 'waits its turn';
    case 'failed':
    case 'partially_succeeded':
      return shortReason(run.reason_code);
    case 'running':
    case 'awaiting_input':
    case 'succeeded':
    case 'cancelled':
      return undefined;
  }
}

/** From here on 'n of m' would not fit beside a bar. */
const LONG_COUNT = 1000;

/** The words beside the bar of a run's items; undefined when there is nothing to count. */
export function itemsWord(run: Run): string | undefined {
  const { total, failed, skipped } = run.counts;
  // What a cancelled run passed over is not done.
  const done = doneItems(run.counts) - (run.status === 'cancelled' ? skipped : 0);
  if (total === 0 || (run.status === 'cancelled' && done === 0)) return undefined;
  if (run.status === 'succeeded' && total >= LONG_COUNT) return counted(total, ...operation(run).noun);
  if (run.status === 'partially_succeeded' && failed > 0 && !isCheck(run))
    return `${formatCount(failed)} ${operation(run).failed}`;
  return `${formatCount(done)} of ${formatCount(total)}`;
}

function joined(parts: readonly (string | false)[]): string {
  return parts.filter((part) => part !== false).join(', ');
}

/** '14 of 14 dashboards checked, 3 failing'; of a check only verdicts count as checked. */
function outcome(run: Run): string {
  const { counts } = run;
  const { noun, done, failed } = operation(run);
  if (isCheck(run)) {
    return joined([`${formatCount(counts.succeeded)} of ${counted(counts.total, ...noun)} ${done}`, ...found(run)]);
  }
  const processed = doneItems(counts) - counts.skipped;
  return joined([
    `${formatCount(processed)} of ${counted(counts.total, noun[0], noun[1])} ${done}`,
    counts.failed > 0 && `${formatCount(counts.failed)} ${failed}`,
    counts.failed === 0 && counts.warned > 0 && `${formatCount(counts.warned)} with warnings`,
  ]);
}

/** '3 failing', '1 could not be checked'; warnings when nothing is worse. */
function found({ counts, findings }: Run): string[] {
  return checkFindings({ counts, findings: findings.fail > 0 ? { ...findings, warn: 0 } : findings });
}

/** The headline of a run: what has come of it so far, as a sentence with numbers. */
export function runSentence(run: Run): string {
  const { counts } = run;
  const { noun, doing } = operation(run);
  switch (run.status) {
    case 'queued':
      return `${run.title} waits its turn`;
    case 'running':
      if (counts.total === 0) return `${run.title} starts`;
      return joined([
        `${doing} ${counted(counts.total, noun[0], noun[1])}`,
        `${formatCount(doneItems(counts))} done`,
        ...(isCheck(run) ? found({ ...run, findings: { ...run.findings, warn: 0 } }) : []),
        !isCheck(run) && counts.failed > 0 && `${formatCount(counts.failed)} ${operation(run).failed}`,
      ]);
    case 'awaiting_input':
      return `${run.title} needs input`;
    case 'succeeded':
    case 'partially_succeeded':
      return counts.total === 0 ? `${run.title}: nothing to do` : outcome(run);
    case 'failed':
      return failedSentence(run);
    case 'cancelled':
      return counts.total === 0
        ? `${run.title} was cancelled`
        : `${run.title} was cancelled after ${formatCount(doneItems(counts) - counts.skipped)} of ${formatCount(counts.total)}`;
  }
}

function failedSentence(run: Run): string {
  if (run.counts.failed > 0) return outcome(run);
  const reason = shortReason(run.reason_code);
  return reason === undefined ? `${run.title} failed` : `${run.title} failed: ${reason}`;
}

const STARTED_AS: Record<Run['trigger'], string> = {
  manual: 'Started',
  schedule: 'Started on schedule',
  api: 'Started through the API',
  operator: 'Started by the operator',
};

/** 'Started by m.okafor, Fri 08:12, took 8 m 58 s.' Of a run that nothing is heard of, `now` is when it last was. */
export function runSubline(run: Run, now: Date, zone?: Zone, isStale = false): string {
  const by = run.initiator.kind === 'system' ? 'by Dashkeep' : `by ${run.initiator.name}`;
  const started = parseTime(run.started_at ?? run.created_at);
  const length = tookMs(run, now);
  const parts = [`${STARTED_AS[run.trigger]} ${by}`, formatMoment(started, now, zone)];
  if (length !== undefined) {
    const words = formatDuration(length);
    parts.push(run.finished_at === undefined ? `for ${words}${isStale ? '' : ' now'}` : `took ${words}`);
  }
  return `${parts.join(', ')}.`;
}

/** 'The first is due at 16:43:12.' A run whose items are spread over a window has nothing to do before the first. */
export function dueNote({ run, next_item_at: next }: RunDetail, now: Date, zone?: Zone): string | undefined {
  if (run.status !== 'running' || next === undefined || doneItems(run.counts) > 0) return undefined;
  const due = parseTime(next);
  if (due <= now) return undefined;
  const isToday = formatDate(due, now, zone) === formatDate(now, now, zone);
  return `The first is due ${isToday ? `at ${formatClock(due, zone, 'seconds')}` : formatMoment(due, now, zone)}.`;
}

/** Identical starts were answered with this run. */
export function joinedNote(run: Run): string | undefined {
  const count = run.joined ?? 0;
  if (count === 0) return undefined;
  return `${counted(count, 'identical start')} ${plural(count, 'was', 'were')} answered with this run.`;
}

/** '3 running, 1 needs input, 4 failed in 24 h' */
export function hubSentence(summary: RunsSummary, range: string): string {
  const failed = summary.failed > 0 && `${formatCount(summary.failed)} failed ${range}`;
  const parts = [
    summary.running > 0 && `${formatCount(summary.running)} running`,
    summary.awaiting_input > 0 &&
      `${formatCount(summary.awaiting_input)} ${plural(summary.awaiting_input, 'needs', 'need')} input`,
    failed,
  ].filter((part) => part !== false);
  if (parts.length === 0) return summary.all === 0 ? `No runs ${range}` : `Nothing is running, nothing failed ${range}`;
  if (parts.length === 1 && failed !== false) return `Nothing is running, ${failed}`;
  return parts.join(', ');
}
