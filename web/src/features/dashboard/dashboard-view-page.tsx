import { lazy, Suspense, useEffect, useState } from 'react';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useParams } from 'react-router-dom';
import { useProject } from '@/api/session';
import { toFailure } from '@/lib/failure';
import { ButtonLink } from '@/kit/button/button-link';
import { Page } from '@/kit/page/page';
import { Loaded } from '@/kit/page/loaded';
import { useNamesPage } from '@/kit/page/page-title';
import { readDocumentAhead, useDashboardDocument } from './dashboard-api';
import { dashboardPaths } from './dashboard-paths';
import { titleOf, type DashboardDocument } from './document/dashboard-document';
import { loadPanelsAhead } from './chart/use-panel-component';
import { readDatasourcesAhead } from './query/datasource-documents';
import { readSharedVariablesAhead } from './query/shared-variables';
import { DashboardMissing } from './view/dashboard-missing';
import type { DashboardView } from './view/dashboard-view';
import { useOpened } from './view/use-opened';
import { ViewSkeleton } from './view/view-skeleton';

type View = typeof DashboardView;

let view: View | undefined;

/** Beside the document, so that the page stands before. */
async function loadView(): Promise<View> {
  view ??= (await import('./view/dashboard-view')).DashboardView;
  return view;
}
// This file is fetched by who goes there: what draws comes while it is still asked who that is. What fails says so below.
void loadView().catch(() => undefined);

const LazyView = lazy(async () => ({ default: await loadView() }));

/** Begins to read what a dashboard is drawn with, and what that is asked with. What can't be had now says so where it is missed. */
export async function readDashboardAhead(client: QueryClient, project: string, name: string): Promise<void> {
  await Promise.all([
    loadView(),
    readDocumentAhead(client, project, name),
    readDatasourcesAhead(client, project),
    readSharedVariablesAhead(client, project),
  ]);
}

/** Gets what draws the panels of a document. Their questions leave before. */
function usePanelsAhead(document: DashboardDocument | undefined): void {
  const client = useQueryClient();
  useEffect(() => {
    const panels = Object.values(document?.spec.panels ?? {});
    void loadPanelsAhead(
      client,
      panels.map(({ spec }) => spec.plugin.kind),
    );
  }, [client, document]);
}

/** A dashboard, to look at. */
export function DashboardViewPage() {
  const { name = '' } = useParams();
  const { name: project } = useProject();
  const query = useDashboardDocument(project, name);
  // What is there is drawn at once: to wait for it would draw the page twice.
  const [Shown] = useState(() => view ?? LazyView);
  usePanelsAhead(query.data?.document);
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
      <Shown key={`${name} ${version ?? 0}`} project={project} versioned={query.data} />
    </Suspense>
  );
}
