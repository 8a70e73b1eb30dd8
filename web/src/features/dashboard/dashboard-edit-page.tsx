import { lazy, Suspense, useMemo } from 'react';
import { useParams } from 'react-router-dom';
import { useCan, useMe, useProject } from '@/api/session';
import { whyNot } from '@/api/permissions';
import { toFailure } from '@/lib/failure';
import { ButtonLink } from '@/kit/button/button-link';
import { Loaded } from '@/kit/page/loaded';
import { Page } from '@/kit/page/page';
import { DeniedPanel } from '@/kit/page/states';
import { useNamesPage } from '@/kit/page/page-title';
import { draftStore } from './build/draft-store';
import { useDashboardDocument } from './dashboard-api';
import { dashboardPaths } from './dashboard-paths';
import { emptyDocument, NEW_TITLE, titleOf } from './document/dashboard-document';
import { slug } from './document/slug';
import { DashboardMissing } from './view/dashboard-missing';
import { ViewSkeleton } from './view/view-skeleton';

const BuilderStart = lazy(async () => ({ default: (await import('./build/builder-start')).BuilderStart }));

/** Its title and its name are asked when it is saved, once there is something to name. */
function NewDashboard({ project }: { project: string }) {
  useNamesPage(NEW_TITLE);
  const start = useMemo(() => {
    const document = emptyDocument(project, slug(NEW_TITLE), NEW_TITLE);
    return { baseline: document, document, etag: '', base: 0, isNew: true };
  }, [project]);
  return <BuilderStart project={project} start={start} />;
}

function SavedDashboard({ project, name }: { project: string; name: string }) {
  const query = useDashboardDocument(project, name, 'anew');
  useNamesPage(query.data ? `Edit ${titleOf(query.data.document)}` : name);
  if (query.error && !query.data) {
    return (
      <Page title={name}>
        {toFailure(query.error).status === 404 ? (
          <DashboardMissing project={project} name={name} />
        ) : (
          <Loaded level="page" query={query} what={`The dashboard ${name}`}>
            {() => null}
          </Loaded>
        )}
      </Page>
    );
  }
  // Editing an old version would end in a conflict with oneself.
  if (!query.data || !query.isFetchedAfterMount) return <ViewSkeleton />;
  return <FirstRead key={name} project={project} versioned={query.data} />;
}

/** Editing begins with what was read first; what comes later is told, not slipped in. */
function FirstRead({
  project,
  versioned,
}: {
  project: string;
  versioned: NonNullable<ReturnType<typeof useDashboardDocument>['data']>;
}) {
  const start = useMemo(
    () => ({
      baseline: versioned.document,
      document: versioned.document,
      etag: versioned.etag,
      base: versioned.document.metadata.version ?? 0,
      isNew: false,
    }),
    [versioned],
  );
  return <BuilderStart project={project} start={start} />;
}

/** The builder, for a dashboard that is there or for a new one. */
export function DashboardEditPage() {
  const { name } = useParams();
  const project = useProject();
  const canWrite = useCan('dashboard:write');
  const { login } = useMe().user;
  if (!canWrite) {
    const draft = draftStore.load({ user: login, project: project.name, name: name ?? 'new' });
    return (
      <Page title="Edit">
        <DeniedPanel
          title="Changing dashboards is for operators"
          facts={[
            { name: 'What you need', value: whyNot('dashboard:write', project.role) },
            { name: 'Who can give it', value: 'an owner of the project, on the page Members' },
          ]}
          actions={
            name !== undefined && (
              <ButtonLink to={dashboardPaths.view(project.name, name)}>Open the dashboard to read</ButtonLink>
            )
          }
        >
          You are {project.role} in {project.display_name || project.name}. You can read every dashboard.
          {draft && ' Your unsaved changes are kept in this browser, for when you may change dashboards again.'}
        </DeniedPanel>
      </Page>
    );
  }
  return (
    <Suspense fallback={<ViewSkeleton />}>
      {name === undefined ? (
        <NewDashboard project={project.name} />
      ) : (
        <SavedDashboard project={project.name} name={name} />
      )}
    </Suspense>
  );
}
