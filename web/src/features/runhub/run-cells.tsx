import { Icon } from '@/kit/icon/icon';
import type { IconName } from '@/kit/icon/icon-paths';
import { Bar, type BarSegment } from '@/kit/status/bar';
import { isFinished, runFace } from '@/kit/status/status-table';
import { StatusWord } from '@/kit/status/status-word';
import { Tooltip } from '@/kit/overlay/tooltip';
import { Duration } from '@/kit/text/relative-time';
import { useNow } from '@/kit/text/clock';
import { isCheck, tookMs, type Initiator, type Run, type RunTrigger } from './run';
import styles from './runs.module.css';

export function RunStatusWord({ run }: { run: Run }) {
  return (
    <span className={styles.status}>
      <StatusWord face={runFace(run.status)} />
    </span>
  );
}

/** How long a run took, or takes: the seconds go on. */
export function RunTook({ run }: { run: Run }) {
  const isTicking = run.started_at !== undefined && !isFinished(run.status);
  if (isTicking) return <TickingTook run={run} />;
  const length = tookMs(run, new Date(0));
  return length === undefined ? null : <Duration ms={length} />;
}

function TickingTook({ run }: { run: Run }) {
  const length = tookMs(run, useNow('second'));
  return length === undefined ? null : <Duration ms={length} />;
}

/** Done work first: a bar of progress reads from the left. A check shows its verdicts. */
function segmentsOf(run: Run): BarSegment[] {
  const { counts, findings } = run;
  if (isCheck(run)) {
    return [
      { tone: 'ok', count: findings.pass, label: 'healthy' },
      { tone: 'warning', count: findings.warn, label: 'with warnings' },
      { tone: 'failed', count: findings.fail, label: 'failing' },
      { tone: 'unknown', count: counts.failed, label: 'could not be checked' },
      { tone: 'neutral', count: counts.skipped, label: 'skipped' },
    ];
  }
  return [
    { tone: 'ok', count: counts.succeeded, label: 'succeeded' },
    { tone: 'warning', count: counts.warned, label: 'with warnings' },
    { tone: 'failed', count: counts.failed, label: 'failed' },
    { tone: 'neutral', count: counts.skipped, label: 'skipped' },
  ];
}

export function RunBar({ run }: { run: Run }) {
  const failedWhole: BarSegment[] = [{ tone: 'failed', count: 1, label: 'run failed' }];
  const isWholeFailed = run.status === 'failed' && run.counts.total === 0;
  const isWholeDone = run.status === 'succeeded' && run.counts.total === 0;
  return (
    <span className={styles.bar}>
      <Bar
        size="row"
        label="Items"
        segments={
          isWholeFailed
            ? failedWhole
            : isWholeDone
              ? [{ tone: 'ok', count: 1, label: 'run succeeded' }]
              : segmentsOf(run)
        }
        total={isWholeFailed || isWholeDone ? 1 : run.counts.total}
      />
    </span>
  );
}

const KIND_ICONS: Record<Initiator['kind'], IconName> = { user: 'user', policy: 'clock', system: 'workflow' };
const TRIGGER_WORDS: Record<RunTrigger, string> = {
  manual: 'Started by hand',
  schedule: 'Started on schedule',
  api: 'Started through the API',
  operator: 'Started by the operator',
};

export function StartedBy({ initiator, trigger }: { initiator: Initiator; trigger: RunTrigger }) {
  const icon = trigger === 'api' ? 'workflow' : trigger === 'schedule' ? 'clock' : KIND_ICONS[initiator.kind];
  return (
    <Tooltip text={TRIGGER_WORDS[trigger]}>
      <span className={styles.by}>
        <Icon name={icon} />
        <span className="cut">{initiator.name === '' ? 'system' : initiator.name}</span>
      </span>
    </Tooltip>
  );
}
