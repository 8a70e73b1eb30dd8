import { Link } from 'react-router-dom';
import type { Schema } from '@/api/client';
import { Card } from '@/kit/page/card';
import { AfterDelay } from '@/kit/page/skeleton';
import { useIsNarrow } from '@/kit/responsive/use-narrow';
import { describeStrip } from '@/kit/chart/strip-model';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { formatClock, formatMoment, parseTime } from '@/lib/time';
import { lastWindowOf, windowMarks, windowSentence, windowTicks, type WindowMark } from './home';
import { usePolicyWindows, useWindowStrip } from './home-data';
import styles from './home.module.css';

/** Per cent of the width. */
const MOST_WIDTH = 0.8;
/** The share of its place that a mark fills: the rest keeps neighbours apart. */
const FILLED = 65;

/** The checks of the policy window that came last: a strip in the order of its plan. */
export function LastWindow({ project }: { project: string }) {
  const policies = usePolicyWindows(project);
  const last = lastWindowOf(policies.data ?? []);
  const strip = useWindowStrip(project, last?.window.run_id);
  const now = useNow();
  const zone = useTimeZone();
  const isNarrow = useIsNarrow();
  if (!last) return null;
  const { policy, window } = last;
  const start = parseTime(window.starts_at);
  const words = strip.data && (
    <WindowWords words={windowSentence(window, strip.data)} to={`/p/${project}/runs/${window.run_id ?? ''}`} />
  );
  return (
    <Card
      title="Last window"
      note={`${policy.name}. ${formatMoment(start, now, zone)} to ${formatClock(parseTime(window.ends_at), zone)}`}
      aside={isNarrow ? undefined : words}
    >
      {strip.data ? (
        <WindowStrip marks={windowMarks(strip.data.marks, window)} />
      ) : (
        // A window without a run has nothing to wait for.
        <div className={styles.window}>{strip.isLoading && window.run_id !== undefined && <StripSkeleton />}</div>
      )}
      <WindowAxis window={window} />
      {isNarrow && words}
    </Card>
  );
}

type WindowWordsProps = { words: ReturnType<typeof windowSentence>; to: string };

/** What came of it, and the way to its run. Narrow windows have room for it below the strip only. */
function WindowWords({ words, to }: WindowWordsProps) {
  return (
    <Link className={styles.windowWords} to={to}>
      <span className="num">
        <strong>{words.checked}</strong>
        {words.rest}
      </span>
    </Link>
  );
}

function StripSkeleton() {
  return (
    <AfterDelay>
      <span className={styles.windowWait} role="status" aria-label="Loading" />
    </AfterDelay>
  );
}

function WindowStrip({ marks }: { marks: readonly WindowMark[] }) {
  const width = Math.min(MOST_WIDTH, FILLED / Math.max(1, marks.length));
  return (
    <div className={styles.window} role="img" aria-label={describeStrip(marks)}>
      {marks.map((mark) => (
        <span
          key={mark.key}
          className={styles.mark}
          data-state={mark.state}
          data-open={mark.isOpen || undefined}
          title={mark.label}
          style={{ insetInlineStart: `${mark.share * (100 - width)}%`, width: `${width}%` }}
        />
      ))}
    </div>
  );
}

function WindowAxis({ window }: { window: Schema<'PolicyWindow'> }) {
  const zone = useTimeZone();
  return (
    <div className={styles.axis} aria-hidden="true">
      {windowTicks(window).map(({ at, share }) => (
        <span key={share} className="num" style={{ insetInlineStart: `${share * 100}%` }} data-end={tickEnd(share)}>
          {formatClock(at, zone)}
        </span>
      ))}
    </div>
  );
}

/** The first and the last label stay inside the strip. */
function tickEnd(share: number): 'first' | 'last' | undefined {
  if (share < 0.04) return 'first';
  return share > 0.96 ? 'last' : undefined;
}
