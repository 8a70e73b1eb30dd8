import { usePreferences } from '@/api/preferences';
import type { Schema } from '@/api/client';
import { Card } from '@/kit/page/card';
import { SkeletonRows } from '@/kit/page/skeleton';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { ListRow } from '@/kit/table/list-row';
import { shortcutLines } from './home';
import { useHomeDashboards } from './home-data';
import styles from './home.module.css';

const MOST = 8;

/** The dashboards that a person keeps at hand, and those looked at last. */
export function Shortcuts({ project }: { project: string }) {
  const { favourites = [], recents = [] } = usePreferences();
  const isFavourite = (ref: Schema<'DashboardRef'>): boolean =>
    favourites.some((other) => other.project === ref.project && other.name === ref.name);
  return (
    <>
      <DashboardCard
        project={project}
        title="Favourites"
        refs={favourites}
        empty="A star on a dashboard keeps it here."
      />
      <DashboardCard project={project} title="Recents" refs={recents.filter((ref) => !isFavourite(ref))} />
    </>
  );
}

type DashboardCardProps = { project: string; title: string; refs: readonly Schema<'DashboardRef'>[]; empty?: string };

function DashboardCard({ project, title, refs, empty }: DashboardCardProps) {
  const here = refs.filter((ref) => ref.project === project).slice(0, MOST);
  const { isReading, known } = useHomeDashboards(
    project,
    here.map((ref) => ref.name),
  );
  const lines = shortcutLines(here, known, project);
  if (lines.length === 0 && empty === undefined) return null;
  return (
    <Card isFlush title={title}>
      {isReading ? (
        <SkeletonRows rows={here.length} />
      ) : lines.length === 0 ? (
        <p className={styles.nothing}>{empty}</p>
      ) : (
        <ul>
          {lines.map((line) => (
            <ListRow
              key={line.name}
              glyph={<StatusGlyph glyph={line.glyph} label={line.state} />}
              title={line.title}
              end={<span className={`cut ${styles.note}`}>{line.note}</span>}
              to={line.to}
            />
          ))}
        </ul>
      )}
    </Card>
  );
}
