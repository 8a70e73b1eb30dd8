import { useRunDetail } from '@/api/queries/runs';
import { Progress, ProgressRoom } from '@/kit/status/progress';
import { runFace } from '@/kit/status/status-table';
import { checkProgress } from './check-run';

type CheckProgressProps = { project: string; run: string; wasJoined: boolean; onClose: () => void };

/** How far the check is that was started here, on the page where it was started. */
export function CheckProgress({ project, run, wasJoined, onClose }: CheckProgressProps) {
  const { data } = useRunDetail(project, run);
  if (!data) return <ProgressRoom />;
  const { sentence, isOver, done, total } = checkProgress(data.run, wasJoined);
  const { counts, findings } = data.run;
  const bar = {
    label: `${done} of ${total} checked`,
    total,
    segments: [
      { tone: 'ok' as const, count: findings.pass, label: 'healthy' },
      { tone: 'warning' as const, count: findings.warn, label: 'with warnings' },
      { tone: 'failed' as const, count: findings.fail, label: 'failing' },
      { tone: 'unknown' as const, count: counts.failed, label: 'could not be checked' },
    ],
  };
  return (
    <Progress
      glyph={runFace(data.run.status).glyph}
      sentence={sentence}
      bar={isOver ? undefined : bar}
      link={{ to: `/p/${project}/runs/${run}?from=health`, words: isOver ? 'What the run says' : 'Watch the run' }}
      onClose={onClose}
    />
  );
}
