import { useDisabledReason, useProject } from '@/api/session';
import { Button } from '@/kit/button/button';
import { ButtonLink } from '@/kit/button/button-link';
import { Loaded } from '@/kit/page/loaded';
import { Page, PageHead } from '@/kit/page/page';
import { SkeletonBody } from '@/kit/page/skeleton';
import { EmptyState } from '@/kit/page/states';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { usePolicies } from '@/api/queries/policies';
import type { Policy } from './policy';
import { PolicyTable } from './policy-table';
import { policiesSentence } from './policy-words';

/** Which policies check which dashboards, and when next. */
export function PolicyListPage() {
  const project = useProject();
  const policies = usePolicies(project.name);
  return (
    <Page title="Policies">
      <Loaded level="page" query={policies} what="The policies" skeleton={<SkeletonBody rows={4} />}>
        {(list) =>
          list.length === 0 ? (
            <NoPolicies project={project.name} />
          ) : (
            <Policies project={project.name} policies={list} />
          )
        }
      </Loaded>
    </Page>
  );
}

function NewPolicy({ project, isFilled }: { project: string; isFilled?: boolean }) {
  const reason = useDisabledReason('policy:manage');
  if (reason !== undefined) {
    return (
      <Button icon="plus" disabledReason={reason}>
        New policy
      </Button>
    );
  }
  return (
    <ButtonLink to={`/p/${project}/health/policies/new`} icon="plus" variant={isFilled ? 'filled' : 'outlined'}>
      New policy
    </ButtonLink>
  );
}

function Policies({ project, policies }: { project: string; policies: readonly Policy[] }) {
  const now = useNow();
  const zone = useTimeZone();
  return (
    <>
      <PageHead
        title={policiesSentence(policies, now, zone)}
        sub="A policy says which dashboards are checked, when, and who is told."
        actions={<NewPolicy project={project} />}
      />
      <PolicyTable project={project} policies={policies} />
    </>
  );
}

function NoPolicies({ project }: { project: string }) {
  return (
    <EmptyState
      level="page"
      title="No policy checks dashboards yet"
      actions={
        <>
          <NewPolicy project={project} isFilled />
          <ButtonLink to={`/p/${project}/health`}>Back to Health</ButtonLink>
        </>
      }
    >
      A policy checks dashboards in a window of time, evenly spread, so that nothing is overrun. It shows its plan
      before you save it.
    </EmptyState>
  );
}
