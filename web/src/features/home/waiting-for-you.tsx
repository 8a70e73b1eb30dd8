import { useBadges } from '@/api/badges';
import { ButtonLink } from '@/kit/button/button-link';
import { Card } from '@/kit/page/card';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { ListRow } from '@/kit/table/list-row';
import { formatCount } from '@/lib/numbers';
import { useActiveRuns } from './home-data';

/** Runs that stand still until a person answers. Nothing waits: nothing is shown. */
export function WaitingForYou({ project }: { project: string }) {
  const waiting = (useActiveRuns(project).data?.items ?? []).filter((run) => run.status === 'awaiting_input');
  const count = useBadges()?.awaiting_input ?? waiting.length;
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
      </ul>
    </Card>
  );
}
