import { StatusGlyph } from '@/kit/status/status-glyph';
import { isFinished, runFace, STALE_FACE } from '@/kit/status/status-table';
import { Tooltip } from '@/kit/overlay/tooltip';
import { useTimeZone } from '@/kit/text/clock';
import { formatDuration } from '@/lib/duration';
import { formatAbsolute, formatClock } from '@/lib/time';
import { cx } from '@/lib/cx';
import type { RunDetail } from './run';
import { timelineOf } from './timeline';
import { useRunClock } from './use-run-clock';
import styles from './run.module.css';

/** The states of the run with their times, and between them how long each lasted. */
export function RunTimeline({ detail }: { detail: RunDetail }) {
  const { now, staleSince } = useRunClock(!isFinished(detail.run.status));
  const zone = useTimeZone();
  const steps = timelineOf(detail.run, detail.transitions, now);
  return (
    <ol className={styles.timeline} aria-label="States of the run">
      {steps.map((step) => {
        const face =
          step.isNow && staleSince ? { ...STALE_FACE, label: runFace(step.status).label } : runFace(step.status);
        return (
          <li
            key={`${step.status}-${step.at.getTime()}`}
            className={styles.step}
            data-last={step.lastedMs === undefined}
          >
            <Tooltip text={formatAbsolute(step.at, zone)}>
              <span className={styles.state}>
                <StatusGlyph glyph={face.glyph} size="inline" />
                <span className="strong">{face.label}</span>
                <time className={cx('num', styles.at)} dateTime={step.at.toISOString()}>
                  {formatClock(step.at, zone, 'seconds')}
                </time>
              </span>
            </Tooltip>
            {step.lastedMs !== undefined && (
              <span className={cx('num', styles.lasted)}>
                {formatDuration(step.lastedMs)}
                {step.isNow && <span className="sr-only"> until now</span>}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
