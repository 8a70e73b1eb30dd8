import { Link } from 'react-router-dom';
import { IconButton } from '@/kit/button/icon-button';
import { Bar } from '@/kit/status/bar';
import { runFace } from '@/kit/status/status-table';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { checkProgress } from './check-run';
import { useCheckRun } from './health-data';
import styles from './check-progress.module.css';

type CheckProgressProps = { project: string; run: string; wasJoined: boolean; onClose: () => void };

/** How far the check is that was started here, on the page where it was started. */
export function CheckProgress({ project, run, wasJoined, onClose }: CheckProgressProps) {
  const { data } = useCheckRun(project, run);
  if (!data) return <div className={styles.progress} />;
  const { sentence, isOver, done, total } = checkProgress(data.run, wasJoined);
  const { counts, findings } = data.run;
  return (
    <div className={styles.progress} role="status">
      <StatusGlyph glyph={runFace(data.run.status).glyph} />
      <span className="strong">{sentence}</span>
      {!isOver && (
        <span className={styles.bar}>
          <Bar
            size="row"
            label={`${done} of ${total} checked`}
            total={total}
            segments={[
              { tone: 'ok', count: findings.pass, label: 'healthy' },
              { tone: 'warning', count: findings.warn, label: 'with warnings' },
              { tone: 'failed', count: findings.fail, label: 'failing' },
              { tone: 'unknown', count: counts.failed, label: 'could not be checked' },
            ]}
          />
        </span>
      )}
      <Link className={styles.link} to={`/p/${project}/runs/${run}?from=health`}>
        {isOver ? 'What the run says' : 'Watch the run'}
      </Link>
      <IconButton icon="close" label="Hide this" size="small" onClick={onClose} />
    </div>
  );
}
