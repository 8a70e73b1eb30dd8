import { lazy, Suspense } from 'react';
import { useParams } from 'react-router-dom';
import { useProject } from '@/api/session';
import { toFailure } from '@/lib/failure';
import { ButtonLink } from '@/kit/button/button-link';
import { Page } from '@/kit/page/page';
import { Loaded } from '@/kit/page/loaded';
import { usePageTitleOf } from './use-page-title-of';
import { useDashboardDocument } from './dashboard-api';
import { dashboardPaths } from './dashboard-paths';
import { titleOf } from './document/dashboard-document';
import { DashboardMissing } from './view/dashboard-missing';
import { useOpened } from './view/use-opened';
import { ViewSkeleton } from './view/view-skeleton';

/** The charts are large: the document is read while they are on their way. */
const DashboardView = lazy(async () => ({ default: (await import('./view/dashboard-view')).DashboardView }));

/** A dashboard, to look at. */
export function DashboardViewPage() {
  const { name = '' } = useParams();
  const { name: project } = useProject();
  const query = useDashboardDocument(project, name);
  useOpened(project, name, query.data !== undefined);
  usePageTitleOf(query.data ? titleOf(query.data.document) : name);
  if (query.error && query.data === undefined) {
    const isMissing = toFailure(query.error).status === 404;
    return (
      <Page title={name}>
        {isMissing ? (
          <DashboardMissing project={project} name={name} />
        ) : (
          <Loaded query={query} what={`The dashboard ${name}`}>
            {() => <ButtonLink to={dashboardPaths.list(project)}>Back to the list</ButtonLink>}
          </Loaded>
        )}
      </Page>
    );
  }
  if (!query.data) return <ViewSkeleton />;
  const { version } = query.data.document.metadata;
  // Variables and layout are read once: another version is another dashboard.
  return (
    <Suspense fallback={<ViewSkeleton />}>
      <DashboardView key={`${name} ${version ?? 0}`} project={project} versioned={query.data} />
    </Suspense>
  );
}
