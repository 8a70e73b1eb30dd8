import { lazy, Suspense } from 'react';
import { usePreferences } from '@/api/preferences';
import { useCan, useCurrentProject } from '@/api/session';
import { ButtonLink } from '@/kit/button/button-link';
import { Columns } from '@/kit/layout/columns';
import { Loaded } from '@/kit/page/loaded';
import { Page, PageHead } from '@/kit/page/page';
import { SkeletonBody } from '@/kit/page/skeleton';
import { EmptyState } from '@/kit/page/states';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { Sentence } from '@/kit/text/sentence';
import { formatMoment, parseTime } from '@/lib/time';
import type { Schema } from '@/api/client';
import { useHealthCauses } from '@/api/queries/health';
import { useCatalogEntry } from '@/api/queries/catalog';
import { HealthSummary } from './health-summary';
import { LastWindow } from './last-window';
import { NewSince } from './new-since';
import { RunningNow } from './running-now';
import { Shortcuts } from './shortcuts';
import { homeCause, homeSentence } from './home';
import { WaitingForYou } from './waiting-for-you';
import { isStart, mayStart, SELF } from './start/start';
import { WhatBroke } from './what-broke';

const StartHome = lazy(async () => ({ default: (await import('./start/start-home')).StartHome }));

/** The first page: does everything work, what broke, what goes on. */
export function HomePage() {
  const project = useCurrentProject();
  if (!project) return <NoProject />;
  return <ProjectHome key={project.name} project={project.name} />;
}

function NoProject() {
  return (
    <Page title="Home">
      <EmptyState level="page" title="You are in no project yet">
        An owner of a project can add you. Then its dashboards and their health stand here.
      </EmptyState>
    </Page>
  );
}

function ProjectHome({ project }: { project: string }) {
  const causes = useHealthCauses(project);
  return (
    <Page title="Home">
      <Loaded level="page" query={causes} what="The health of the dashboards" skeleton={<SkeletonBody rows={8} />}>
        {(data) => <HomeBody project={project} causes={data} />}
      </Loaded>
    </Page>
  );
}

type HomeBodyProps = { project: string; causes: Schema<'HealthCauses'> };

function HomeBody({ project, causes }: HomeBodyProps) {
  const preferences = usePreferences();
  const isPossible = mayStart({ causes, preferences });
  const self = useCatalogEntry(project, SELF, isPossible);
  if (isPossible && self.isLoading) return <SkeletonBody rows={8} />;
  const hasSelf = self.data !== undefined && self.data !== null;
  return isStart({ causes, preferences, project, hasSelf }) ? (
    <Suspense fallback={<SkeletonBody rows={8} />}>
      <StartHome project={project} causes={causes} hasSelf={hasSelf} />
    </Suspense>
  ) : (
    <UsualHome project={project} causes={causes} />
  );
}

function UsualHome({ project, causes: data }: HomeBodyProps) {
  const canWrite = useCan('dashboard:write');
  return (
    <>
      <PageHead
        title={homeSentence(data.counts, data.new_failing ?? 0)}
        sub={<HomeSub causes={data} />}
        actions={
          canWrite && (
            <ButtonLink to={`/p/${project}/dashboards/new`} icon="plus">
              New dashboard
            </ButtonLink>
          )
        }
      />
      <HealthSummary project={project} causes={data} />
      <Columns
        aside={
          <>
            <WaitingForYou project={project} />
            <RunningNow project={project} />
            <Shortcuts project={project} />
          </>
        }
      >
        <WhatBroke project={project} causes={data} />
        <LastWindow project={project} />
        <NewSince project={project} />
      </Columns>
    </>
  );
}

function HomeSub({ causes }: { causes: Schema<'HealthCauses'> }) {
  const now = useNow();
  const zone = useTimeZone();
  const cause = homeCause(causes);
  const { last_checked_at: last, next_check_at: next } = causes;
  const lastText = last === undefined ? 'No check yet' : `Last check ${formatMoment(parseTime(last), now, zone)}`;
  const nextText = next === undefined ? 'none is planned' : `next ${formatMoment(parseTime(next), now, zone)}`;
  return (
    <>
      {cause !== undefined && (
        <>
          <Sentence text={cause} />{' '}
        </>
      )}
      {`${lastText}, ${nextText}.`}
    </>
  );
}
