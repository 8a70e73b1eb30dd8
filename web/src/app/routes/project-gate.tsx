import { Navigate, Outlet, useLocation, useParams, type Location } from 'react-router-dom';
import { useCurrentProject, useMe } from '@/api/session';
import { ButtonLink } from '@/kit/button/button-link';
import { Page } from '@/kit/page/page';
import { EmptyState } from '@/kit/page/states';

/** The same address with the name as it is kept: /p/Shop/runs is /p/shop/runs. */
function folded({ pathname, search, hash }: Location, name: string): string {
  return `${pathname.replace(/^\/p\/[^/]+/, `/p/${encodeURIComponent(name)}`)}${search}${hash}`;
}

/** Lets the pages of a project through when one is in it. Whether it exists is not told to others. */
export function ProjectGate() {
  const { project: wanted = '' } = useParams();
  const project = useCurrentProject();
  const { projects } = useMe();
  const location = useLocation();
  if (project?.name === wanted) return <Outlet key={wanted} />;
  // Names are kept in small letters; links that people write need not be.
  const kept = wanted.toLowerCase();
  if (kept !== wanted && projects.some(({ name }) => name === kept)) {
    return <Navigate replace to={folded(location, kept)} />;
  }
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
