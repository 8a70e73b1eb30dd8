import { Link } from 'react-router-dom';
import { useBadges } from '@/api/badges';
import type { Schema } from '@/api/client';
import { Card } from '@/kit/page/card';
import { Bar } from '@/kit/status/bar';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { runFace } from '@/kit/status/status-table';
import { formatCount } from '@/lib/numbers';
import { useActiveRuns } from './home-data';
import { MoreRuns } from './more-runs';
import styles from './home.module.css';

/** What is under way, with how far it is. */
export function RunningNow({ project }: { project: string }) {
  const active = useActiveRuns(project).data?.items ?? [];
  const count = Math.max(useBadges()?.running ?? 0, active.length);
  const all = `/p/${project}/runs`;
  return (
    <Card
      isFlush
      title="Running now"
      // Counted by the server: the list below holds the newest only.
      note={count === 0 ? undefined : formatCount(count)}
      aside={<Link to={all}>All runs</Link>}
    >
      {active.length === 0 ? (
        <p className={styles.nothing}>Nothing</p>
      ) : (
        <ul>
          {active.map((run) => (
            <RunLine key={run.id} run={run} to={`${all}/${run.id}`} />
          ))}
          <MoreRuns count={count - active.length} to={`${all}?tab=active&status=queued,running`} />
        </ul>
      )}
    </Card>
  );
}

function RunLine({ run, to }: { run: Schema<'Run'>; to: string }) {
  const { counts } = run;
  const done = counts.succeeded + counts.warned + counts.failed + counts.skipped;
  const face = runFace(run.status);
  const hasItems = counts.total > 0;
  return (
    <li className={styles.run}>
      <StatusGlyph glyph={face.glyph} label={face.label} />
      <Link className={styles.runTitle} data-cut to={to}>
        {run.title}
        {/* The runs of a policy bear its name. */}
        {run.initiator.name !== '' && run.initiator.kind !== 'policy' && (
          <span className="secondary"> by {run.initiator.name}</span>
        )}
      </Link>
      <span className={styles.runDone}>
        {hasItems ? (
          <span className="num">{`${formatCount(done)} of ${formatCount(counts.total)}`}</span>
        ) : run.status === 'queued' ? (
          'waits'
        ) : (
          'starting'
        )}
      </span>
      {hasItems && (
        <span className={styles.runBar}>
          <Bar
            size="row"
            label={`${done} of ${counts.total} done`}
            segments={[{ tone: 'running', count: done, label: 'done' }]}
            total={counts.total}
          />
        </span>
      )}
    </li>
  );
}
