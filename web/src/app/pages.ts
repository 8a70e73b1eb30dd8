import type { ComponentType } from 'react';
import type { QueryClient } from '@tanstack/react-query';
import type { Params } from 'react-router-dom';

export type LoadPage = () => Promise<ComponentType>;

/** Every page, loaded when it is wanted: the shell stays small, and a change of one page leaves the others cached. */
export const PAGES = {
  home: async () => (await import('@/features/home/home-page')).HomePage,
  dashboards: async () => (await import('@/features/dashboard/dashboard-list-page')).DashboardListPage,
  dashboard: async () => (await import('@/features/dashboard/dashboard-view-page')).DashboardViewPage,
  dashboardEditor: async () => (await import('@/features/dashboard/dashboard-edit-page')).DashboardEditPage,
  dashboardHistory: async () => (await import('@/features/dashboard/dashboard-history-page')).DashboardHistoryPage,
  health: async () => (await import('@/features/validation/health-page')).HealthPage,
  report: async () => (await import('@/features/validation/report-page')).ReportPage,
  policies: async () => (await import('@/features/policy/policy-list-page')).PolicyListPage,
  policy: async () => (await import('@/features/policy/policy-edit-page')).PolicyEditPage,
  runs: async () => (await import('@/features/runhub/runs-page')).RunsPage,
  run: async () => (await import('@/features/runhub/run-page')).RunPage,
  members: async () => (await import('@/features/account/members-page')).MembersPage,
  projectDatasources: async () => (await import('@/features/datasource/datasources-page')).ProjectDatasourcesPage,
  globalDatasources: async () => (await import('@/features/datasource/datasources-page')).GlobalDatasourcesPage,
  profile: async () => (await import('@/features/account/profile-page')).ProfilePage,
  tokens: async () => (await import('@/features/account/tokens-page')).TokensPage,
  users: async () => (await import('@/features/account/users-page')).UsersPage,
  projects: async () => (await import('@/features/account/projects-page')).ProjectsPage,
  help: async () => (await import('@/features/help/help-page')).HelpPage,
  about: async () => (await import('@/features/about/about-page')).AboutPage,
  signIn: async () => (await import('@/features/account/sign-in-page')).SignInPage,
  link: async () => (await import('@/features/account/link-page')).LinkPage,
} satisfies Record<string, LoadPage>;

/** Begins to read what a page needs, and ends when all of it is there. What fails is asked again where it is missed. */
export type ReadAhead = (client: QueryClient, params: Params) => Promise<void>;

/** The pages that begin to read before they are drawn. */
export const READS = {
  dashboard: async (client, { project = '', name = '' }) =>
    (await import('@/features/dashboard/dashboard-view-page')).readDashboardAhead(client, project, name),
} satisfies Record<string, ReadAhead>;
