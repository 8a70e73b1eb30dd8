/** The addresses of dashboards. */
export const dashboardPaths = {
  list: (project: string): string => `/p/${encodeURIComponent(project)}/dashboards`,
  bin: (project: string): string => `/p/${encodeURIComponent(project)}/dashboards?tab=bin`,
  create: (project: string): string => `/p/${encodeURIComponent(project)}/dashboards/new`,
  view: (project: string, name: string): string =>
    `/p/${encodeURIComponent(project)}/dashboards/${encodeURIComponent(name)}`,
  edit: (project: string, name: string): string => `${dashboardPaths.view(project, name)}/edit`,
  history: (project: string, name: string): string => `${dashboardPaths.view(project, name)}/history`,
  report: (project: string, name: string): string =>
    `/p/${encodeURIComponent(project)}/health/builtin/${encodeURIComponent(name)}`,
  run: (project: string, id: string): string => `/p/${encodeURIComponent(project)}/runs/${encodeURIComponent(id)}`,
};
