import type { QueryClient } from '@tanstack/react-query';
import { createBrowserRouter, type RouteObject } from 'react-router-dom';
import { readMeAhead } from '@/api/session';
import { PAGES, READS, type LoadPage } from './pages';
import { readingAhead } from './reading-ahead';
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

const projectPages = (client: QueryClient): RouteObject[] => [
  page('dashboards', PAGES.dashboards),
  page('dashboards/new', PAGES.dashboardEditor, WIDE),
  { ...page('dashboards/:name', PAGES.dashboard, WIDE), ...readingAhead((params) => READS.dashboard(client, params)) },
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

const signedInPages = (client: QueryClient): RouteObject[] => [
  page('/', PAGES.home),
  {
    path: '/p/:project',
    element: <ProjectGate />,
    children: [...projectPages(client), { path: '*', element: <NotFoundPage /> }],
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

export function createRouter(client: QueryClient): ReturnType<typeof createBrowserRouter> {
  const signedIn: RouteObject = {
    element: <SignedIn />,
    errorElement: <RouteError />,
    ...readingAhead(() => readMeAhead(client)),
    children: signedInPages(client),
  };
  const routes: RouteObject = {
    // Nothing until the first page is there: it comes before anybody would see a skeleton.
    HydrateFallback: () => null,
    errorElement: <RouteError />,
    children: [...publicPages, signedIn],
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
