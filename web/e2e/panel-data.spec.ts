import type { Page, Request } from '@playwright/test';
import { createDashboard, dashboardOf, UP, untilMeasured, type TestPanel } from './harness/dashboards';
import { expect, PASSWORD, PROJECT, test } from './harness/test';

const DASHBOARDS = `/p/${PROJECT}/dashboards`;

/** What each editor says wherever it is built in: CodeMirror, the forms of Perses, the settings of a panel. */
const EDITORS = ['cm-content', 'shouldUnregister', 'General Settings'];

/** As they go over the wire: what a dashboard of the usual kinds may weigh. */
const MOST_BYTES = 450_000;

const USUAL = ['TimeSeriesChart', 'StatChart', 'GaugeChart', 'PieChart'];
const OF_PERSES = ['BarChart', 'Table', 'TimeSeriesTable', 'StatusHistoryChart'];

test.beforeAll(async ({ playwright, server, admin }) => {
  const api = await playwright.request.newContext({
    baseURL: server.url,
    storageState: admin.state,
    extraHTTPHeaders: { Origin: server.url },
  });
  await untilMeasured(api);
  const spec = { calculation: 'last', format: { unit: 'decimal' } };
  const panel = (kind: string): TestPanel => ({
    title: kind,
    kind,
    query: UP,
    ...(/^(?:Stat|Gauge|Pie|Bar)Chart$/.test(kind) && { spec }),
  });
  await createDashboard(api, dashboardOf('usual', 'Usual', USUAL.map(panel)));
  const apart = USUAL.map((kind, index) => ({ ...panel(kind), query: `${UP} + ${index}` }));
  await createDashboard(api, dashboardOf('apart', 'Each asks its own', apart));
  await createDashboard(api, dashboardOf('of-perses', 'Of Perses', OF_PERSES.map(panel)));
  await api.dispose();
});

type Script = { bytes: number; text: string };

type Scripts = { all: () => Promise<Script[]>; stop: () => Promise<Script[]> };

/** The scripts that a page loads from here on. After the stop none is read, so that none is when the page goes away. */
function scriptsOf(page: Page): Scripts {
  const loaded: Promise<Script>[] = [];
  const read = (request: Request): void => {
    if (!new URL(request.url()).pathname.endsWith('.js')) return;
    const script = async (): Promise<Script> => {
      const [sizes, response] = await Promise.all([request.sizes(), request.response()]);
      return { bytes: sizes.responseBodySize, text: (await response?.text()) ?? '' };
    };
    loaded.push(script());
  };
  page.on('requestfinished', read);
  const all = (): Promise<Script[]> => Promise.all(loaded);
  const stop = (): Promise<Script[]> => {
    page.off('requestfinished', read);
    return all();
  };
  return { all, stop };
}

function editorsIn(scripts: readonly Script[]): string[] {
  return EDITORS.filter((words) => scripts.some(({ text }) => text.includes(words)));
}

/** Each panel of the page has drawn something. */
async function drawn(page: Page, panels: number): Promise<void> {
  const bodies = page.locator('[data-panel] figure');
  await expect(bodies).toHaveCount(panels);
  for (const body of await bodies.all()) {
    await body.scrollIntoViewIfNeeded();
    await expect(body.locator('canvas, svg, table, p').first()).toBeAttached();
    await expect(body.getByRole('status')).toHaveCount(0);
    await expect(body.getByRole('alert')).toHaveCount(0);
  }
}

test('who looks at a dashboard of the usual kinds loads little, and no editor', async ({ page }) => {
  const scripts = scriptsOf(page);
  await page.goto(`${DASHBOARDS}/usual`);
  await drawn(page, USUAL.length);
  const loaded = await scripts.stop();
  expect(editorsIn(loaded)).toEqual([]);
  expect(loaded.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(MOST_BYTES);
});

test('who looks at the other kinds loads no editor either', async ({ page }) => {
  const scripts = scriptsOf(page);
  await page.goto(`${DASHBOARDS}/of-perses`);
  await drawn(page, OF_PERSES.length);
  expect(editorsIn(await scripts.stop())).toEqual([]);
});

test('who builds one has all of them, and the field for PromQL', async ({ page }) => {
  const scripts = scriptsOf(page);
  await page.goto(`${DASHBOARDS}/usual/edit?edit=panel-0`);
  const query = page.locator('.MuiDrawer-root .cm-content').first();
  await expect(query).toHaveText(UP);
  await expect.poll(async () => editorsIn(await scripts.all())).toEqual(EDITORS);
  await scripts.stop();
});

test('queries leave before what draws their panels is there', async ({ page }) => {
  let letGo = (): void => undefined;
  const held = new Promise<void>((done) => (letGo = done));
  await page.route(/\/assets\/dashboard-charts-[^/]*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  const asked = page.waitForResponse(/\/query_range$/);
  await page.goto(`${DASHBOARDS}/usual`);
  expect((await asked).ok()).toBe(true);
  const chart = page.getByRole('img', { name: /^TimeSeriesChart: ./ });
  await expect(chart).toHaveCount(0);
  letGo();
  await expect(chart).toBeVisible();
});

test('a query that nobody waits for any more ends', async ({ page }) => {
  await page.route(/\/query_range$/, () => undefined);
  const asked = page.waitForRequest(/\/query_range$/);
  await page.goto(`${DASHBOARDS}/usual`);
  const request = await asked;
  const ended = page.waitForEvent('requestfailed', (failed) => failed.url() === request.url());
  await page.getByRole('link', { name: 'Dashboards' }).first().click();
  expect((await ended).failure()?.errorText).toContain('ABORTED');
});

/** The addresses that a page asks for, in their order, without those of files. */
function asksOf(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (!/\.(?:js|css|woff2|svg)$/.test(pathname))
      asked.push(`${request.method()} ${pathname}${search} ${request.postData() ?? ''}`);
  });
  return asked;
}

test('who it is and what the dashboard is made of are asked for before the application is there, each once', async ({
  page,
}) => {
  let letGo = (): void => undefined;
  const held = new Promise<void>((done) => (letGo = done));
  await page.route(/\/assets\/index-[^/]*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  const asked = asksOf(page);
  const reads = [
    '/api/v1/me',
    `/api/v1/projects/${PROJECT}/dashboards/apart`,
    `/api/v1/projects/${PROJECT}/datasources`,
    '/api/v1/globaldatasources',
    `/api/v1/projects/${PROJECT}/variables`,
    '/api/v1/globalvariables',
  ].map((path) => `GET ${path} `);
  const answered = page.waitForResponse(/\/globalvariables$/);
  await page.goto(`${DASHBOARDS}/apart`, { waitUntil: 'commit' });
  await answered;
  expect(asked.slice(1).toSorted()).toEqual(reads.toSorted());
  letGo();
  await drawn(page, USUAL.length);
  // Who it is is read again when the stream of events opens.
  const [, ...once] = reads;
  expect(asked.filter((one) => once.includes(one)).toSorted()).toEqual(once.toSorted());
  const questions = asked.filter((one) => /\/query(?:_range)? /.test(one));
  expect(questions).toHaveLength(new Set(questions).size);
});

test('who is not signed in is sent to the sign-in, and back to the dashboard', async ({ visit, server, faults }) => {
  faults.allowRefusal(401, '/api/v1/');
  const page = await visit(undefined);
  await page.goto(`${server.url}${DASHBOARDS}/usual`);
  await expect(page).toHaveURL(/\/sign-in\?returnTo=/);
  await page.getByLabel('User or email').fill('admin');
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/dashboards\/usual$/);
  await drawn(page, USUAL.length);
});
