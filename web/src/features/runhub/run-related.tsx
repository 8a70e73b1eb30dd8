import { Link } from 'react-router-dom';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { runFace } from '@/kit/status/status-table';
import type { Run, RunDetail } from './run';
import styles from './run.module.css';

function RunLink({ run }: { run: Run }) {
  const face = runFace(run.status);
  return (
    <Link className={styles.related} to={`/p/${run.project}/runs/${run.id}`}>
      <StatusGlyph glyph={face.glyph} size="inline" label={face.label} />
      {run.title}
    </Link>
  );
}

/** The run that started this one, and those that it started. */
export function RunRelated({ detail: { parent, children } }: { detail: RunDetail }) {
  if (!parent && children.length === 0) return null;
  return (
    <p className={styles.relations}>
      {parent && (
        <>
          Part of <RunLink run={parent} />
        </>
      )}
      {children.length > 0 && (
        <>
          Started{' '}
          {children.map((child) => (
            <RunLink key={child.id} run={child} />
          ))}
        </>
      )}
    </p>
  );
}
