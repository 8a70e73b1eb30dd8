import type { Page, Request } from '@playwright/test';
import { createDashboard, dashboardOf, UP, untilMeasured, type TestPanel } from './harness/dashboards';
import { expect, PROJECT, test } from './harness/test';

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
  await page.route(/\/assets\/time-series-panel-[^/]*\.js$/, async (route) => {
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
