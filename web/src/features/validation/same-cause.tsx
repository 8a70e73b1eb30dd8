import { Card } from '@/kit/page/card';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { ListRow } from '@/kit/table/list-row';
import { Elapsed } from '@/kit/text/relative-time';
import { formatCount } from '@/lib/numbers';
import { namesakes } from './cause-list';
import { assetKey, faceOf, reportPath, type HealthEntry } from './health';

const SHOWN = 8;

/** Others that are broken by the same thing. */
export function SameCause({ project, entries }: { project: string; entries: readonly HealthEntry[] }) {
  if (entries.length === 0) return null;
  const repeated = namesakes(entries);
  return (
    <Card isFlush title="The same cause" note={formatCount(entries.length)}>
      <ul>
        {entries.slice(0, SHOWN).map((entry) => (
          <ListRow
            key={assetKey(entry)}
            glyph={<StatusGlyph glyph={faceOf(entry.status).glyph} size="inline" label={faceOf(entry.status).label} />}
            title={entry.title}
            detail={repeated.has(entry.title) ? entry.asset : entry.owner}
            end={entry.since === undefined ? undefined : <Elapsed since={entry.since} rhythm="minute" />}
            to={reportPath(project, entry)}
          />
        ))}
      </ul>
    </Card>
  );
}
