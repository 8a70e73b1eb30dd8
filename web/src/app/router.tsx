import type { ComponentType } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router-dom';
import { NotFoundPage } from './routes/not-found-page';
import { ProjectGate } from './routes/project-gate';
import { RouteError } from './routes/route-error';
import { SignedIn } from './routes/signed-in';

/** What the shell reads of the route that is shown. */
export type RouteHandle = { railIsCollapsed?: boolean };

type Load = () => Promise<ComponentType>;

/** A page that is loaded when it is opened, so that the shell stays small. */
function page(path: string, load: Load, handle: RouteHandle = {}): RouteObject {
  return { path, lazy: async () => ({ Component: await load() }), handle, errorElement: <RouteError /> };
}

const DASHBOARD: RouteHandle = { railIsCollapsed: true };

const projectPages: RouteObject[] = [
  page('dashboards', async () => (await import('@/features/dashboard/dashboard-list-page')).DashboardListPage),
  page(
    'dashboards/new',
    async () => (await import('@/features/dashboard/dashboard-edit-page')).DashboardEditPage,
    DASHBOARD,
  ),
  page(
    'dashboards/:name',
    async () => (await import('@/features/dashboard/dashboard-view-page')).DashboardViewPage,
    DASHBOARD,
  ),
  page(
    'dashboards/:name/edit',
    async () => (await import('@/features/dashboard/dashboard-edit-page')).DashboardEditPage,
    DASHBOARD,
  ),
  page(
    'dashboards/:name/history',
    async () => (await import('@/features/dashboard/dashboard-history-page')).DashboardHistoryPage,
  ),
  page('health', async () => (await import('@/features/validation/health-page')).HealthPage),
  page('health/policies', async () => (await import('@/features/policy/policy-list-page')).PolicyListPage),
  page('health/policies/new', async () => (await import('@/features/policy/policy-edit-page')).PolicyEditPage),
  page('health/policies/:id', async () => (await import('@/features/policy/policy-edit-page')).PolicyEditPage),
  page('health/:environment/:asset', async () => (await import('@/features/validation/report-page')).ReportPage),
  page('runs', async () => (await import('@/features/runhub/runs-page')).RunsPage),
  page('runs/:id', async () => (await import('@/features/runhub/run-page')).RunPage),
  page('settings/members', async () => (await import('@/features/account/members-page')).MembersPage),
  page(
    'settings/datasources',
    async () => (await import('@/features/datasource/datasources-page')).ProjectDatasourcesPage,
  ),
];

const signedInPages: RouteObject[] = [
  page('/', async () => (await import('@/features/home/home-page')).HomePage),
  {
    path: '/p/:project',
    element: <ProjectGate />,
    children: [...projectPages, { path: '*', element: <NotFoundPage /> }],
  },
  page('/settings/profile', async () => (await import('@/features/account/profile-page')).ProfilePage),
  page('/settings/tokens', async () => (await import('@/features/account/tokens-page')).TokensPage),
  page('/settings/about', async () => (await import('@/features/about/about-page')).AboutPage),
  page('/admin/users', async () => (await import('@/features/account/users-page')).UsersPage),
  page(
    '/admin/datasources',
    async () => (await import('@/features/datasource/datasources-page')).GlobalDatasourcesPage,
  ),
  { path: '*', element: <NotFoundPage /> },
];

const publicPages: RouteObject[] = [
  page('/sign-in', async () => (await import('@/features/account/sign-in-page')).SignInPage),
  page('/setup/:token', async () => (await import('@/features/account/link-page')).LinkPage),
  page('/password/:token', async () => (await import('@/features/account/link-page')).LinkPage),
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
