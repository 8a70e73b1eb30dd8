import { useBadges } from '@/api/badges';
import { ButtonLink } from '@/kit/button/button-link';
import { Card } from '@/kit/page/card';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { ListRow } from '@/kit/table/list-row';
import { formatCount } from '@/lib/numbers';
import { useWaitingRuns } from './home-data';
import { MoreRuns } from './more-runs';

/** Runs that stand still until a person answers. Nothing waits: nothing is shown. */
export function WaitingForYou({ project }: { project: string }) {
  const waiting = useWaitingRuns(project).data?.items ?? [];
  const count = Math.max(useBadges()?.awaiting_input ?? 0, waiting.length);
  if (waiting.length === 0) return null;
  return (
    <Card isFlush title="Waiting for you" note={formatCount(count)}>
      <ul>
        {waiting.map((run) => (
          <ListRow
            key={run.id}
            isTall
            glyph={<StatusGlyph glyph="needs-input" label="Needs input" />}
            title={run.title}
            detail={run.message ?? 'Needs input'}
            end={<ButtonLink to={`/p/${project}/runs/${run.id}`}>Open</ButtonLink>}
          />
        ))}
        <MoreRuns count={count - waiting.length} to={`/p/${project}/runs?tab=input`} />
      </ul>
    </Card>
  );
}
