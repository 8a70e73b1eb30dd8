import { createBrowserRouter, type RouteObject } from 'react-router-dom';
import { PAGES, type LoadPage } from './pages';
import type { RouteHandle } from './route-handle';
import { NotFoundPage } from './routes/not-found-page';
import { ProjectGate } from './routes/project-gate';
import { RouteError } from './routes/route-error';
import { SignedIn } from './routes/signed-in';

function page(path: string, load: LoadPage, handle: RouteHandle = {}): RouteObject {
  return { path, lazy: async () => ({ Component: await load() }), handle, errorElement: <RouteError /> };
}

/** Dashboards want the width. */
const WIDE: RouteHandle = { railIsCollapsed: true };

const projectPages: RouteObject[] = [
  page('dashboards', PAGES.dashboards),
  page('dashboards/new', PAGES.dashboardEditor, WIDE),
  page('dashboards/:name', PAGES.dashboard, WIDE),
  page('dashboards/:name/edit', PAGES.dashboardEditor, WIDE),
  page('dashboards/:name/history', PAGES.dashboardHistory),
  page('health', PAGES.health),
  page('health/policies', PAGES.policies),
  page('health/policies/new', PAGES.policy),
  page('health/policies/:id', PAGES.policy),
  page('health/:environment/:asset', PAGES.report),
  page('runs', PAGES.runs),
  page('runs/:id', PAGES.run),
  page('settings/members', PAGES.members),
  page('settings/datasources', PAGES.projectDatasources),
];

const signedInPages: RouteObject[] = [
  page('/', PAGES.home),
  {
    path: '/p/:project',
    element: <ProjectGate />,
    children: [...projectPages, { path: '*', element: <NotFoundPage /> }],
  },
  page('/settings/profile', PAGES.profile),
  page('/settings/tokens', PAGES.tokens),
  page('/settings/about', PAGES.about),
  page('/help/*', PAGES.help),
  page('/admin/users', PAGES.users),
  page('/admin/projects', PAGES.projects),
  page('/admin/datasources', PAGES.globalDatasources),
  { path: '*', element: <NotFoundPage /> },
];

const publicPages: RouteObject[] = [
  page('/sign-in', PAGES.signIn),
  page('/setup/:token', PAGES.link),
  page('/password/:token', PAGES.link),
];

export function createRouter(): ReturnType<typeof createBrowserRouter> {
  const routes: RouteObject = {
    // Nothing until the first page is there: it comes before anybody would see a skeleton.
    HydrateFallback: () => null,
    errorElement: <RouteError />,
    children: [...publicPages, { element: <SignedIn />, errorElement: <RouteError />, children: signedInPages }],
  };
  return createBrowserRouter([routes], {
    future: {
      v7_fetcherPersist: true,
      v7_normalizeFormMethod: true,
      v7_partialHydration: true,
      v7_relativeSplatPath: true,
      v7_skipActionErrorRevalidation: true,
    },
  });
}
