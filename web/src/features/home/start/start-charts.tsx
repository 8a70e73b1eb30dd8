import { Link } from 'react-router-dom';
import { Card } from '@/kit/page/card';
import { useAgeNow, useTimeZone } from '@/kit/text/clock';
import { formatAge } from '@/lib/time';
import { SELF } from './start';
import { StartLines, StartValue } from './start-chart';
import { useStartLines, useStartPanels } from './start-data';
import type { StartPanel } from './start-panels';
import { reachWords } from './start-time';
import styles from './start.module.css';

/** Charts of Dashkeep's own dashboard, small and live. */
export function StartCharts({ project }: { project: string }) {
  const panels = useStartPanels(project).data ?? [];
  const [first] = panels;
  if (!first) return null;
  return (
    <Card
      isFlush
      title={<Link to={`/p/${project}/dashboards/${SELF}`}>Dashkeep</Link>}
      note={<Reach panel={first} />}
      aside={<Updated panel={first} />}
    >
      <div className={styles.cells} data-count={panels.filter(({ kind }) => kind === 'value').length}>
        {panels.map((panel) => (
          <StartPanelCell key={panel.key} panel={panel} />
        ))}
      </div>
    </Card>
  );
}

function StartPanelCell({ panel }: { panel: StartPanel }) {
  const lines = useStartLines(panel).data ?? [];
  return panel.kind === 'value' ? (
    <StartValue panel={panel} lines={lines} />
  ) : (
    <StartLines panel={panel} lines={lines} />
  );
}

/** All reach as far back as the first of them. */
function Reach({ panel }: { panel: StartPanel }) {
  return <>its own metrics, {reachWords(useStartLines(panel).data ?? [])}</>;
}

/** When the first of them was read; all are read in the same rhythm. */
function Updated({ panel }: { panel: StartPanel }) {
  const { dataUpdatedAt, isError } = useStartLines(panel);
  const now = useAgeNow('second');
  const zone = useTimeZone();
  if (dataUpdatedAt === 0) return <span className={styles.quiet}>{isError ? 'No answer' : 'Reading'}</span>;
  const age = formatAge(new Date(dataUpdatedAt), new Date(Math.max(now.getTime(), dataUpdatedAt)), zone);
  return <span className={`num ${styles.quiet ?? ''}`}>{isError ? `Stale, read ${age}` : `Updated ${age}`}</span>;
}
