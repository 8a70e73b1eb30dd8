import { useQuery } from '@tanstack/react-query';
import { Card } from '@/kit/page/card';
import { Loaded } from '@/kit/page/loaded';
import { SkeletonRows } from '@/kit/page/skeleton';
import { DiffView } from '@/kit/diff/diff-view';
import { dashboardsKey, diffVersions } from '../dashboard-api';
import type { Pair } from './version-days';
import styles from './history.module.css';

/** What changed from one version to another. */
export function Comparison({ project, name, pair }: { project: string; name: string; pair: Pair }) {
  const diff = useQuery({
    queryKey: dashboardsKey(project, 'diff', name, pair.from, pair.to),
    queryFn: () => diffVersions(project, name, pair.from, pair.to),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <section className={styles.beside} aria-label="Comparison">
      <Card title={`Version ${pair.from} to ${pair.to}`} note={diff.data?.summary}>
        <Loaded query={diff} what="The difference" skeleton={<SkeletonRows rows={4} />}>
          {(found) => <DiffView key={`${pair.from} ${pair.to}`} diff={found} />}
        </Loaded>
      </Card>
    </section>
  );
}
