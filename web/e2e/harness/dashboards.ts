import { expect, type APIRequestContext } from '@playwright/test';
import { PROJECT } from './test';

export const DASHBOARDS = `/api/v1/projects/${PROJECT}/dashboards`;

export type TestPanel = {
  title: string;
  query: string;
  kind?: string;
  datasource?: string;
  /** The settings of its kind. */
  spec?: object;
};
type Datasource = { kind: 'PrometheusDatasource'; name: string };
export type TestDocument = ReturnType<typeof dashboardOf>;

function panelOf({ title, query, kind = 'TimeSeriesChart', datasource, spec = {} }: TestPanel) {
  const source: Datasource | undefined =
    datasource === undefined ? undefined : { kind: 'PrometheusDatasource', name: datasource };
  const plugin = { kind: 'PrometheusTimeSeriesQuery', spec: { query, ...(source && { datasource: source }) } };
  return {
    kind: 'Panel',
    spec: {
      display: { name: title },
      plugin: { kind, spec },
      queries: [{ kind: 'TimeSeriesQuery', spec: { plugin } }],
    },
  };
}

/** A dashboard in Perses' form, its panels side by side. */
export function dashboardOf(name: string, title: string, panels: readonly TestPanel[], variables: unknown[] = []) {
  return {
    kind: 'Dashboard',
    metadata: { name, project: PROJECT },
    spec: {
      display: { name: title },
      duration: '15m',
      variables,
      panels: Object.fromEntries(panels.map((panel, index) => [`panel-${index}`, panelOf(panel)])),
      layouts: [
        {
          kind: 'Grid',
          spec: {
            items: panels.map((_, index) => ({
              x: (index % 2) * 12,
              y: Math.floor(index / 2) * 8,
              width: 12,
              height: 8,
              content: { $ref: `#/spec/panels/panel-${index}` },
            })),
          },
        },
      ],
    },
  };
}

/** The query of the embedded Prometheus that has data within seconds of a start. */
export const UP = 'up{job="dashkeep"}';

export async function createDashboard(api: APIRequestContext, document: TestDocument): Promise<void> {
  const answer = await api.post(DASHBOARDS, { data: document });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** Saves a dashboard as somebody else would: over whatever is there now. */
export async function saveDashboard(api: APIRequestContext, document: TestDocument, message = ''): Promise<void> {
  const { name } = document.metadata;
  const current = await api.get(`${DASHBOARDS}/${name}`);
  const answer = await api.put(`${DASHBOARDS}/${name}?message=${encodeURIComponent(message)}`, {
    data: document,
    headers: { 'If-Match': current.headers()['etag'] ?? '' },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
}

export async function readDashboard(api: APIRequestContext, name: string): Promise<TestDocument> {
  const answer = await api.get(`${DASHBOARDS}/${name}`);
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()) as TestDocument; // what was created here, with what the server adds
}

/** The end of a check's range is rounded down by up to so much. */
const GRAIN = '16s';

/** Waits until a datasource has data from where checks look. */
export async function untilMeasured(
  api: APIRequestContext,
  source = 'globaldatasources/embedded',
  query = UP,
): Promise<void> {
  await expect
    .poll(
      async () => {
        const answer = await api.get(
          `/proxy/${source}/api/v1/query?query=${encodeURIComponent(`${query} offset ${GRAIN}`)}`,
        );
        const { data } = (await answer.json()) as { data?: { result: unknown[] } }; // Prometheus' own form
        return data?.result.length ?? 0;
      },
      { timeout: 120_000 },
    )
    .toBeGreaterThan(0);
}

/** Checks dashboards and waits for the end; gives the run's id. */
export async function check(api: APIRequestContext, assets: readonly string[]): Promise<string> {
  const started = await api.post(`/api/v1/projects/${PROJECT}/validations`, {
    data: { environment: 'builtin', assets },
  });
  expect(started.ok(), await started.text()).toBe(true);
  const { id } = (await started.json()) as { id: string }; // the contract's StartedRun
  await untilOver(api, id);
  return id;
}

const OVER = /succeeded|failed|cancelled/;

export async function untilOver(api: APIRequestContext, run: string): Promise<void> {
  await expect
    .poll(
      async () => {
        const answer = await api.get(`/api/v1/projects/${PROJECT}/runs/${run}`);
        const detail = (await answer.json()) as { run: { status: string } }; // the contract's RunDetail
        return detail.run.status;
      },
      { timeout: 120_000 },
    )
    .toMatch(OVER);
}
