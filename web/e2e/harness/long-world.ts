import type { APIRequestContext } from '@playwright/test';
import { check, createDashboard, DASHBOARDS, dashboardOf, saveDashboard, UP, untilMeasured } from './dashboards';
import { post } from './hostile-world';
import { datasourceOf, PROJECT } from './test';
import { openWindow } from './windows';

const API = `/api/v1/projects/${PROJECT}`;

/** A name of exactly so many characters, with a blank here and there or without any. */
export function longName(length: number, { hasBlanks, start = '' }: { hasBlanks: boolean; start?: string }): string {
  const word = hasBlanks
    ? 'Warehouse throughput of the northern region '
    : 'Warehouse_throughput_of_the_northern_region_';
  const text = `${start}${word.repeat(Math.ceil(length / word.length))}`.slice(0, length);
  return text.endsWith(' ') ? `${text.slice(0, -1)}e` : text;
}

/** The longest names that the server allows, in both kinds. */
export const LONG = {
  title: longName(75, { hasBlanks: true, start: 'Shown ' }),
  solid: longName(75, { hasBlanks: false, start: 'Solid_' }),
  broken: longName(75, { hasBlanks: true, start: 'Broken ' }),
  gone: longName(75, { hasBlanks: true, start: 'Gone ' }),
  panel: longName(75, { hasBlanks: true, start: 'Panel ' }),
  solidPanel: longName(75, { hasBlanks: false, start: 'Panel_' }),
  variable: longName(75, { hasBlanks: false, start: 'variable_' }),
  tag: longName(50, { hasBlanks: false, start: 'tag-' }).toLowerCase().replaceAll('_', '-'),
  policy: longName(100, { hasBlanks: true, start: 'Policy ' }),
  solidPolicy: longName(100, { hasBlanks: false, start: 'Policy_' }),
  token: longName(100, { hasBlanks: true, start: 'Token ' }),
  user: longName(64, { hasBlanks: false, start: 'user.' }).replaceAll('_', '.'),
  person: longName(100, { hasBlanks: true, start: 'Person ' }),
  datasource: longName(75, { hasBlanks: false, start: 'source-' }).toLowerCase().replaceAll('_', '-'),
  project: longName(75, { hasBlanks: true, start: 'Project ' }),
  view: longName(60, { hasBlanks: true, start: 'View ' }),
  metric: longName(100, { hasBlanks: false, start: 'metric_' }).toLowerCase(),
} as const;

export type LongWorld = { run: string; policy: string };

function documentOf(name: string, title: string, query: string) {
  const document = dashboardOf(
    name,
    title,
    [
      { title: LONG.panel, query },
      { title: LONG.solidPanel, query: UP, kind: 'StatChart' },
      { title: 'Threads', query: 'go_threads', kind: 'GaugeChart' },
      { title: 'Memory', query: '{__name__=~"go_memstats.*"}' },
    ],
    [
      { kind: 'TextVariable', spec: { name: LONG.variable, value: LONG.solid } },
      {
        kind: 'ListVariable',
        spec: {
          name: 'region',
          display: { name: LONG.title },
          defaultValue: LONG.solid,
          plugin: { kind: 'StaticListVariable', spec: { values: [LONG.solid, LONG.title] } },
        },
      },
    ],
  );
  return { ...document, metadata: { ...document.metadata, ...{ tags: [LONG.tag, 'short'] } } };
}

async function furnishDashboards(api: APIRequestContext): Promise<void> {
  await createDashboard(api, documentOf('shown', LONG.title, UP));
  await createDashboard(api, documentOf('solid', LONG.solid, UP));
  await createDashboard(api, documentOf('broken', LONG.broken, `rate(${LONG.metric}[5m])`));
  await createDashboard(api, documentOf(LONG.datasource, LONG.broken.replace('Broken', 'Broke2'), LONG.metric));
  await createDashboard(api, documentOf('gone', LONG.gone, UP));
  await api.delete(`${DASHBOARDS}/gone`);
  await saveDashboard(api, documentOf('shown', LONG.title, 'go_goroutines'), longName(200, { hasBlanks: false }));
}

/** Gives everything that has a name the longest one. */
export async function furnish(api: APIRequestContext): Promise<LongWorld> {
  await untilMeasured(api);
  await furnishDashboards(api);
  await post(api, `${API}/datasources`, datasourceOf(LONG.datasource, 'http://127.0.0.1:9/with/a/path/of/its/own'));
  await post(api, '/api/v1/projects', {
    kind: 'Project',
    metadata: { name: 'elsewhere' },
    spec: { display: { name: LONG.project } },
  });
  await post(api, '/api/v1/me/tokens', { name: LONG.token });
  await post(api, '/api/v1/users', {
    login: LONG.user,
    display_name: LONG.person,
    email: `${'x'.repeat(60)}@example.com`,
  });
  await api.put(`${API}/members/${LONG.user}`, { data: { role: 'readonly' } });
  const policies: string[] = [];
  for (const name of [LONG.policy, LONG.solidPolicy]) {
    const { id } = await post<{ id: string }>(api, `${API}/policies`, {
      name,
      environment: 'builtin',
      assets: { kind: 'list', names: ['shown', 'solid', 'broken'] },
      ...openWindow(),
    });
    policies.push(id);
  }
  const favourites = ['shown', 'solid', 'broken'].map((name) => ({ project: PROJECT, name }));
  const views = ['dashboards', 'runs', 'health'].map((page) => ({
    name: LONG.view,
    page,
    project: PROJECT,
    query: 'q=shown',
  }));
  await api.put('/api/v1/preferences', { data: { favourites, saved_views: views } });
  const run = await check(api, ['shown', 'solid', 'broken', LONG.datasource, 'dashkeep']);
  return { run, policy: policies[0] ?? '' };
}
