import { useDisabledReason } from '@/api/session';
import { ButtonLink } from '@/kit/button/button-link';
import { EmptyState } from '@/kit/page/states';
import { dashboardPaths } from '../dashboard-paths';

/** A dashboard without panels: what it needs is one of them. */
export function EmptyDashboard({ project, name }: { project: string; name: string }) {
  const whyNot = useDisabledReason('dashboard:write');
  return (
    <EmptyState
      title="No panels yet"
      actions={
        whyNot === undefined && (
          <ButtonLink to={`${dashboardPaths.edit(project, name)}?add=panel`} variant="filled" icon="plus">
            Add a panel
          </ButtonLink>
        )
      }
    >
      {whyNot === undefined
        ? 'A panel shows the answer of a query over time, or as one value.'
        : `Somebody who may change dashboards can add them. ${whyNot}`}
    </EmptyState>
  );
}
