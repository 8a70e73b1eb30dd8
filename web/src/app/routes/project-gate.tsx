import { Outlet, useParams } from 'react-router-dom';
import { useCurrentProject } from '@/api/session';
import { ButtonLink } from '@/kit/button/button-link';
import { Page } from '@/kit/page/page';
import { EmptyState } from '@/kit/page/states';

/** Lets the pages of a project through when one is in it. Whether it exists is not told to others. */
export function ProjectGate() {
  const { project: wanted = '' } = useParams();
  const project = useCurrentProject();
  if (project?.name === wanted) return <Outlet key={wanted} />;
  return (
    <Page title="Not found">
      <EmptyState
        level="page"
        title={`There is no project ${wanted} for you`}
        actions={
          <ButtonLink to="/" variant="filled">
            Go home
          </ButtonLink>
        }
      >
        It does not exist, or you are not a member. An owner of the project can add you.
      </EmptyState>
    </Page>
  );
}
