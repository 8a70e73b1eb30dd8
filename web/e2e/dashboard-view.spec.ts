import type { Page } from '@playwright/test';
import { createDashboard, dashboardOf, UP, untilMeasured } from './harness/dashboards';
import { expect, PROJECT, test } from './harness/test';

const VIEW = `/p/${PROJECT}/dashboards/looked-at`;

test.beforeAll(async ({ playwright, server, admin }) => {
  const api = await playwright.request.newContext({
    baseURL: server.url,
    storageState: admin.state,
    extraHTTPHeaders: { Origin: server.url },
  });
  await untilMeasured(api);
  await createDashboard(
    api,
    dashboardOf('looked-at', 'Looked at', [
      { title: 'Is it up', query: UP },
      { title: 'Goroutines', query: 'go_goroutines' },
      { title: 'Resident memory', query: 'process_resident_memory_bytes' },
    ]),
  );
  await api.dispose();
});

/** The drawing of a panel, once its line is there. */
async function plotOf(page: Page, title: string): Promise<{ x: number; y: number; width: number; height: number }> {
  const plot = page.getByRole('img', { name: new RegExp(`^${title}: .`) });
  await expect(plot).toBeVisible();
  await plot.scrollIntoViewIfNeeded();
  const box = await plot.boundingBox();
  if (!box) throw new Error(`${title} has no place on the page`);
  return box;
}

const range = (page: Page) => page.getByRole('group', { name: 'Time' }).getByRole('button').first();

test('the time range is chosen from the last, or exactly, and stands in the address', async ({ page }) => {
  await page.goto(VIEW);
  await expect(range(page)).toHaveText('Last 15 minutes');
  await range(page).click();
  await page.getByRole('button', { name: 'Last 1 hour', exact: true }).click();
  await expect(page).toHaveURL(/[?&]start=1h/);
  await expect(range(page)).toHaveText('Last 1 hour');
  await page.goBack();
  await expect(range(page)).toHaveText('Last 15 minutes');
  await page.reload();
  await expect(range(page)).toHaveText('Last 15 minutes');
});

test('dragging over a chart zooms in on all of them, and Back undoes it', async ({ page }) => {
  await page.goto(`${VIEW}?start=5m`);
  const box = await plotOf(page, 'Is it up');
  const y = box.y + box.height / 3;
  await page.mouse.move(box.x + box.width * 0.5, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, y, { steps: 8 });
  await page.mouse.up();
  await expect(page).toHaveURL(/[?&]start=\d{13}&end=\d{13}/);
  const { searchParams } = new URL(page.url());
  const span = Number(searchParams.get('end')) - Number(searchParams.get('start'));
  expect(span).toBeGreaterThan(30_000);
  expect(span).toBeLessThan(120_000);
  await page.goBack();
  await expect(page).toHaveURL(`${VIEW}?start=5m`);
  await expect(range(page)).toHaveText('Last 5 minutes');
});

test('the crosshair of one chart stands at the same moment on the others', async ({ page }) => {
  await page.goto(`${VIEW}?start=5m`);
  await plotOf(page, 'Goroutines');
  const box = await plotOf(page, 'Is it up');
  // Each chart has a drawn line of its own while the pointer is on one of them.
  const lines = page.locator('[data-panel] svg[aria-hidden="true"] line');
  await expect(lines).toHaveCount(0);
  await page.mouse.move(box.x + box.width - 24, box.y + box.height / 3);
  await expect.poll(() => lines.count()).toBeGreaterThanOrEqual(2);
  const places = await lines.evaluateAll((all) => all.map((line) => Math.round(Number(line.getAttribute('x1')))));
  // Charts of one width have the moment at one place, but for the width of their axes' words.
  expect(Math.max(...places) - Math.min(...places)).toBeLessThan(60);
  await page.mouse.move(box.x + 10, box.y - 60);
  await expect(lines).toHaveCount(0);
});

test('one panel fills the page by its address, and Escape leads back', async ({ page }) => {
  await page.goto(VIEW);
  await plotOf(page, 'Goroutines');
  await page.getByRole('heading', { name: 'Goroutines' }).hover();
  await page.getByRole('button', { name: 'Show Goroutines alone' }).click();
  await expect(page).toHaveURL(/[?&]panel=panel-1/);
  await expect(page.getByRole('heading', { name: 'Is it up' })).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Is it up' })).toBeVisible();
});

test('a panel gives its queries and its data', async ({ page }) => {
  await page.goto(VIEW);
  await plotOf(page, 'Goroutines');
  await page.getByRole('heading', { name: 'Goroutines' }).hover();
  await page.getByRole('button', { name: 'More about Goroutines' }).click();
  await page.getByRole('menuitem', { name: 'Show the queries' }).click();
  await expect(page.getByRole('dialog')).toContainText('go_goroutines');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More about Goroutines' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Download the data as CSV' }).click();
  expect((await download).suggestedFilename()).toBe('goroutines.csv');
});
