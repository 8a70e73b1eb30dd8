import { Link } from 'react-router-dom';
import type { Schema } from '@/api/client';
import { Card } from '@/kit/page/card';
import { describeStrip } from '@/kit/status/strip-model';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { formatClock, formatMoment, parseTime } from '@/lib/time';
import { lastWindowOf, windowMarks, windowSentence, type WindowMark } from './home';
import { useHomePolicies, useWindowItems } from './home-data';
import styles from './home.module.css';

const STEPS = 5;
/** Per cent of the width. */
const MOST_WIDTH = 0.8;

/** The checks of the policy window that came last: a strip in the order of its plan. */
export function LastWindow({ project }: { project: string }) {
  const policies = useHomePolicies(project);
  const last = lastWindowOf(policies.data ?? []);
  const items = useWindowItems(project, last?.window.run_id);
  const now = useNow();
  const zone = useTimeZone();
  if (!last) return null;
  const { policy, window } = last;
  const start = parseTime(window.starts_at);
  const { checked, rest } = windowSentence(window, items.data ?? []);
  return (
    <Card
      title="Last window"
      note={`${policy.name}. ${formatMoment(start, now, zone)} to ${formatClock(parseTime(window.ends_at), zone)}`}
      aside={
        items.data && (
          <Link className={styles.windowWords} to={`/p/${project}/runs/${window.run_id ?? ''}`}>
            <span className="num">
              <strong>{checked}</strong>
              {rest}
            </span>
          </Link>
        )
      }
    >
      <WindowStrip marks={windowMarks(items.data ?? [], window)} />
      <WindowAxis window={window} />
    </Card>
  );
}

function WindowStrip({ marks }: { marks: readonly WindowMark[] }) {
  // Marks of a full window touch almost; those of a small one keep the width of a strip.
  const width = Math.min(MOST_WIDTH, 80 / Math.max(1, marks.length));
  return (
    <div className={styles.window} role="img" aria-label={describeStrip(marks)}>
      {marks.map((mark) => (
        <span
          key={mark.key}
          className={styles.mark}
          data-state={mark.state}
          title={mark.label}
          style={{ insetInlineStart: `${mark.share * (100 - width)}%`, width: `${width}%` }}
        />
      ))}
    </div>
  );
}

function WindowAxis({ window }: { window: Schema<'PolicyWindow'> }) {
  const zone = useTimeZone();
  const start = Date.parse(window.starts_at);
  const length = Date.parse(window.ends_at) - start;
  return (
    <div className={styles.axis} aria-hidden="true">
      {Array.from({ length: STEPS }, (_, index) => (
        <span key={index} className="num">
          {formatClock(new Date(start + (length * index) / (STEPS - 1)), zone)}
        </span>
      ))}
    </div>
  );
}
