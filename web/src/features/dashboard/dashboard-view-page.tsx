import { lazy, Suspense, useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useParams } from 'react-router-dom';
import { useProject } from '@/api/session';
import { toFailure } from '@/lib/failure';
import { ButtonLink } from '@/kit/button/button-link';
import { Page } from '@/kit/page/page';
import { Loaded } from '@/kit/page/loaded';
import { useNamesPage } from '@/kit/page/page-title';
import { useDashboardDocument } from './dashboard-api';
import { dashboardPaths } from './dashboard-paths';
import { titleOf, type DashboardDocument } from './document/dashboard-document';
import { loadPanelsAhead } from './chart/panel-kinds';
import { readDatasourcesAhead } from './query/datasource-documents';
import { readSharedVariablesAhead } from './query/shared-variables';
import { DashboardMissing } from './view/dashboard-missing';
import { useOpened } from './view/use-opened';
import { ViewSkeleton } from './view/view-skeleton';

/** Beside the document, so that the page stands before. */
const loadView = async () => import('./view/dashboard-view');
// This file is fetched by who goes there: what draws comes while it is still asked who that is. What fails says so below.
void loadView().catch(() => undefined);

const DashboardView = lazy(async () => ({ default: (await loadView()).DashboardView }));

/**
 * Reads what the document is asked and drawn with beside it, and gets what draws its panels as soon as it names them. What
 * can't be had now says so where it is missed.
 */
function useAhead(project: string, document: DashboardDocument | undefined): void {
  const client = useQueryClient();
  useEffect(() => {
    readDatasourcesAhead(client, project);
    readSharedVariablesAhead(client, project);
  }, [client, project]);
  useEffect(() => {
    if (document) loadPanelsAhead(Object.values(document.spec.panels).map(({ spec }) => spec.plugin.kind));
  }, [document]);
}

/** A dashboard, to look at. */
export function DashboardViewPage() {
  const { name = '' } = useParams();
  const { name: project } = useProject();
  const query = useDashboardDocument(project, name);
  useAhead(project, query.data?.document);
  useOpened(project, name, query.data !== undefined);
  useNamesPage(query.data ? titleOf(query.data.document) : name);
  if (query.error && query.data === undefined) {
    const isMissing = toFailure(query.error).status === 404;
    return (
      <Page title={name}>
        {isMissing ? (
          <DashboardMissing project={project} name={name} />
        ) : (
          <Loaded level="page" query={query} what={`The dashboard ${name}`}>
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
