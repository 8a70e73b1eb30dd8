import type { Locator, Page } from '@playwright/test';
import { ALL, MARKUP, startHostileSource, TEXTS, type HostileSource } from './harness/hostile';
import { CHARTS, expect, fits, furnish, P, post, settled, test, type Shown } from './harness/hostile-world';
import { PASSWORD } from './harness/test';

/** High enough that all panels are in view. */
const HIGH = { width: 1440, height: 2400 };

let source: HostileSource | undefined;
let shown: Shown = { run: '', policy: '' };

test.beforeAll(async ({ playwright, server, admin }) => {
  source = await startHostileSource();
  const api = await playwright.request.newContext({
    baseURL: server.url,
    storageState: admin.state,
    extraHTTPHeaders: { Origin: server.url },
  });
  shown = await furnish(api, source);
  await api.dispose();
  // The list of sessions shows what the browser calls itself.
  const other = await playwright.request.newContext({
    baseURL: server.url,
    userAgent: `${MARKUP} ${TEXTS.long}`,
    extraHTTPHeaders: { Origin: server.url },
  });
  await post(other, '/api/v1/session', { login: 'admin', password: PASSWORD });
  await other.dispose();
});

test.afterAll(() => source?.stop());

test.beforeEach(({ faults }) => {
  // The source refuses one query, and a kind of panel is none of ours.
  for (const status of [422, 502]) faults.allowRefusal(status, '/proxy/');
});

const PAGES: Readonly<Record<string, string | (() => string)>> = {
  home: '/',
  dashboards: `${P}/dashboards`,
  bin: `${P}/dashboards?tab=bin`,
  history: `${P}/dashboards/hostile/history`,
  'health by cause': `${P}/health`,
  'health as a matrix': `${P}/health?view=matrix`,
  'health as a list': `${P}/health?view=list`,
  'health report': `${P}/health/builtin/hostile`,
  policies: `${P}/health/policies`,
  policy: () => `${P}/health/policies/${shown.policy}`,
  runs: `${P}/runs`,
  run: () => `${P}/runs/${shown.run}`,
  members: `${P}/settings/members`,
  datasources: `${P}/settings/datasources`,
  profile: '/settings/profile',
  tokens: '/settings/tokens',
  users: '/admin/users',
};

for (const [name, path] of Object.entries(PAGES)) {
  test(`${name}: hostile texts are texts`, async ({ page }) => {
    await page.goto(typeof path === 'string' ? path : path());
    await settled(page);
    // What a browser calls itself is told in other words.
    if (name !== 'profile') await expect(page.getByText('hostile=1').first()).toBeAttached();
    await fits(page, 'wide');
    await page.setViewportSize({ width: 390, height: 844 });
    await settled(page);
    await fits(page, 'narrow');
  });
}

const panel = (page: Page, key: string): Locator => page.locator(`[data-panel="${key}"]`);

/** Moves over the whole of an element, so that whatever has a tooltip shows it. */
async function sweep(page: Page, element: Locator): Promise<void> {
  const box = await element.boundingBox();
  if (!box) throw new Error('there is nothing to move over');
  for (const across of [0.15, 0.3, 0.45, 0.6, 0.75]) {
    for (const down of [0.2, 0.4, 0.6, 0.8]) {
      await page.mouse.move(box.x + box.width * across, box.y + box.height * down);
    }
  }
}

test('dashboard: panels, tooltips, legends and dialogs show hostile texts as texts', async ({ page }) => {
  await page.setViewportSize(HIGH);
  await page.goto(`${P}/dashboards/hostile`);
  await settled(page);
  await expect(page.getByRole('heading', { level: 1, name: MARKUP, exact: true })).toBeVisible();
  await expect(panel(page, 'toString').getByRole('alert')).toContainText('hostile=1');
  const text = panel(page, 'hasOwnProperty').getByRole('figure');
  await expect(text).toContainText('over everything');
  await expect(text.locator('form, style, base, iframe, svg, [id], [src], [href^="//"], [href*=":h"]')).toHaveCount(0);
  await fits(page, 'dashboard');
  for (const kind of CHARTS) {
    const drawing = panel(page, `panel-${kind}`);
    if (kind === 'NoSuchChart') await expect(drawing.getByRole('alert')).toContainText('could not be loaded');
    else await expect(drawing.getByRole('alert')).toHaveCount(0);
    // These write their tooltips as HTML, into the body of the page.
    const written = { BarChart: 'body > div > b', StatusHistoryChart: 'body > div strong' }[String(kind)];
    await expect(async () => {
      await sweep(page, drawing.getByRole('figure'));
      if (written !== undefined) await expect(page.locator(written).first()).toBeAttached({ timeout: 2000 });
    }).toPass({ timeout: 60_000 });
  }
  await panel(page, 'panel-TimeSeriesChart').getByRole('img', { name: ALL }).hover();
  await expect(page.getByRole('tooltip').filter({ hasText: 'hostile=1' })).toBeVisible();

  await panel(page, 'panel-StatChart')
    .getByRole('button', { name: /^More about/ })
    .click();
  await page.getByRole('menuitem', { name: 'Show the queries' }).click();
  await expect(page.getByRole('dialog')).toContainText(`Queries of StatChart ${MARKUP}`);
  await page.keyboard.press('Escape');
});

test('builder: the page, a panel and the variables show hostile texts as texts', async ({ page, faults }) => {
  // Perses throws what a panel can't show to its boundary, which shows it.
  faults.allowCaught("A NoSuchChart plugin for kind 'Panel' is not installed");
  faults.allowCaught('The metrics server could not evaluate the query');
  await page.setViewportSize(HIGH);
  await page.goto(`${P}/dashboards/hostile/edit`);
  await expect(page.getByRole('heading', { name: TEXTS.template, exact: true })).toBeVisible();
  await page.getByRole('heading', { name: TEXTS.template, exact: true }).hover();
  await fits(page, 'builder');
  await page.getByRole('button', { name: 'Variables', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Edit Dashboard Variables' })).toContainText(TEXTS.vector);
  await page.goto(`${P}/dashboards/hostile/edit?edit=panel-BarChart`);
  const drawer = page.locator('.MuiDrawer-root');
  await expect(drawer.getByRole('textbox', { name: /^Name/ })).toHaveValue(`BarChart ${MARKUP}`);
  await expect(drawer.locator('canvas')).toBeVisible();
  await sweep(page, drawer.locator('canvas').first());
  await fits(page, 'panel editor');
});

test('differences, the sheet of evidence and the palette show hostile texts as texts', async ({ page }) => {
  await page.goto(`${P}/dashboards/hostile/history`);
  await expect(page.getByRole('region', { name: 'Comparison' })).toContainText('img src');
  await page.goto(`${P}/health/builtin/hostile`);
  await expect(page.getByRole('region', { name: 'Panels' })).toContainText(MARKUP);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or jump to' }).fill('hostile');
  await expect(page.getByRole('option').filter({ hasText: MARKUP }).first()).toBeVisible();
  await page.getByRole('combobox').fill('>Switch to project');
  await expect(page.getByRole('option').filter({ hasText: MARKUP })).toBeVisible();
  await fits(page, 'palette');
});
