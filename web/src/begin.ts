/**
 * What runs before the application is there: it begins what the address already tells that the page will need. The build
 * makes a plain script of this one file, so it imports nothing (`build/begin.ts`).
 */
import type { BegunRead } from './api/begun-reads';

/** The pages for those who are not signed in. */
const PUBLIC = /^\/(?:sign-in|setup|password)(?:\/|$)/;
const DASHBOARD = /^\/p\/([^/]+)\/dashboards\/([^/]+)\/?$/;

/** A part of an address in the form in which the client of the API sends it. */
function sentForm(part: string): string {
  return encodeURIComponent(decodeURIComponent(part));
}

/** The project and the dashboard that an address shows. */
function dashboardAt(pathname: string): { project: string; name: string } | undefined {
  const [, project, name] = DASHBOARD.exec(pathname) ?? [];
  if (project === undefined || name === undefined || name === 'new') return undefined;
  try {
    return { project: sentForm(project), name: sentForm(name) };
  } catch {
    // No address of ours has such a sign.
    return undefined;
  }
}

/** What the page at an address reads first, in the order of need. */
export function readsOf(pathname: string): string[] {
  if (PUBLIC.test(pathname)) return [];
  const dashboard = dashboardAt(pathname);
  if (!dashboard) return ['/api/v1/me'];
  const project = `/api/v1/projects/${dashboard.project}`;
  return [
    '/api/v1/me',
    `${project}/dashboards/${dashboard.name}`,
    `${project}/datasources`,
    '/api/v1/globaldatasources',
    `${project}/variables`,
    '/api/v1/globalvariables',
  ];
}

/** The files of the page that shows a dashboard; the build writes them here. */
declare const DASHBOARD_FILES: readonly string[];

function fetchAhead(file: string): void {
  const link = document.createElement('link');
  link.rel = file.endsWith('.css') ? 'preload' : 'modulepreload';
  if (file.endsWith('.css')) link.as = 'style';
  link.crossOrigin = '';
  link.href = file;
  document.head.append(link);
}

function begin({ origin, pathname }: Location): void {
  const reads = new Map<string, BegunRead>();
  for (const path of readsOf(pathname)) {
    const control = new AbortController();
    const answer = fetch(path, { credentials: 'same-origin', signal: control.signal });
    // Whoever takes it hears of it.
    answer.catch(() => undefined);
    reads.set(origin + path, { answer, end: (reason) => control.abort(reason) });
  }
  window.dashkeepBegun = reads;
  if (dashboardAt(pathname)) DASHBOARD_FILES.forEach(fetchAhead);
}

// Not where a test imports it.
if (typeof document !== 'undefined' && document.currentScript) begin(window.location);
