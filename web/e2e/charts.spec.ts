import type { Locator, Page } from '@playwright/test';
import {
  createDashboard,
  dashboardOf,
  UP,
  untilMeasured,
  type TestDocument,
  type TestPanel,
} from './harness/dashboards';
import { expect, PROJECT, test } from './harness/test';

const LIST = `/p/${PROJECT}/dashboards`;

type Wanted = TestPanel & { spec?: object; links?: object[]; size?: { width: number; height: number } };

/** A dashboard whose panels have settings, links and sizes of their own, one below the other. */
function drawnOf(name: string, panels: readonly Wanted[]): TestDocument {
  const document = dashboardOf(name, name, panels);
  const grid = document.spec.layouts[0]?.spec.items ?? [];
  let y = 0;
  panels.forEach(({ spec, links, size = { width: 12, height: 8 } }, index) => {
    const panel = document.spec.panels[`panel-${index}`];
    if (panel) Object.assign(panel.spec, { ...(links && { links }) });
    if (panel) Object.assign(panel.spec.plugin.spec, spec);
    const item = grid[index];
    if (item) Object.assign(item, size, { x: 0, y });
    y += size.height;
  });
  return document;
}

const panel = (page: Page, key: string): Locator => page.locator(`[data-panel="${key}"]`);

test.beforeEach(async ({ api }) => {
  await untilMeasured(api);
});

test('undo and redo never blank a chart, with refresh off too', async ({ page, api }) => {
  await createDashboard(api, dashboardOf('undone', 'Undone', [{ title: 'Is it up', query: UP }]));
  await page.goto(`${LIST}/undone/edit?refresh=0s`);
  const plot = page.getByRole('img', { name: /^Is it up: ./ });
  await expect(plot.locator('canvas')).toBeVisible();
  /** Whether something is drawn: an empty canvas is all of one kind. */
  const isDrawn = (): Promise<boolean> =>
    plot.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
      const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      return data.some((value) => value !== 0);
    });
  await expect.poll(isDrawn).toBe(true);
  const handle = page.locator('.react-resizable-handle').first();
  await page.locator('.react-grid-item').first().hover();
  const grip = await handle.boundingBox();
  if (!grip) throw new Error('there is nothing to size by');
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
  await page.mouse.down();
  await page.mouse.move(grip.x + 300, grip.y + 120, { steps: 8 });
  await page.mouse.up();
  const undo = page.getByRole('button', { name: 'Undo' });
  const redo = page.getByRole('button', { name: 'Redo' });
  for (const button of [undo, redo, undo]) {
    await expect(button).toBeEnabled();
    await button.click();
    await expect(plot.locator('canvas')).toBeVisible();
    await expect.poll(isDrawn).toBe(true);
  }
});

test('a gauge and a stat say what is true, and all of it', async ({ page, api }) => {
  const low = { width: 6, height: 2 };
  await createDashboard(
    api,
    drawnOf('figures', [
      { title: 'Threads', query: 'vector(5)', kind: 'GaugeChart', spec: { calculation: 'last-number' } },
      { title: 'Ratio', query: 'vector(0) / 0', kind: 'GaugeChart', spec: { calculation: 'last-number' } },
      { title: 'Nothing', query: 'vector(0) / 0', kind: 'StatChart', spec: { calculation: 'last-number' } },
      { title: 'Huge', query: 'vector(117760000)', kind: 'StatChart', size: low, spec: { calculation: 'last-number' } },
      { title: 'Low gauge', query: 'vector(117760000)', kind: 'GaugeChart', size: low, spec: { calculation: 'last' } },
    ]),
  );
  await page.goto(`${LIST}/figures`);
  await expect(panel(page, 'panel-0').getByText('5', { exact: true }).first()).toBeVisible();
  await expect(panel(page, 'panel-1').getByText('No value')).toBeVisible();
  await expect(panel(page, 'panel-2').getByText('No value')).toBeVisible();
  await expect(panel(page, 'panel-3')).toContainText('118');
  await expect(panel(page, 'panel-4')).toContainText('118 M');
  await expect(page.getByRole('main')).not.toContainText(/NaN|%/);
  // Two rows of the grid have room for the title and the value.
  for (const [key, value] of [
    ['panel-3', '118'],
    ['panel-4', '118 M'],
  ] as const) {
    const frame = await panel(page, key).boundingBox();
    for (const part of [panel(page, key).getByRole('heading'), panel(page, key).getByText(value).first()]) {
      const box = await part.boundingBox();
      expect(box && frame && box.y >= frame.y && box.y + box.height <= frame.y + frame.height + 1).toBe(true);
      expect(box && frame && box.x + box.width <= frame.x + frame.width).toBe(true);
    }
  }
});

test('the links of a panel lead where its author says, and nowhere else', async ({ page, api }) => {
  await createDashboard(
    api,
    drawnOf('linked', [
      {
        title: 'Is it up',
        query: UP,
        links: [
          { name: 'Runbook', url: 'https://wiki.example.com/$__dashboard', targetBlank: true },
          { name: 'The list', url: LIST },
        ],
      },
    ]),
  );
  await page.goto(`${LIST}/linked`);
  await page.getByRole('button', { name: 'Links of Is it up' }).click();
  const runbook = page.getByRole('menuitem', { name: 'Runbook' });
  await expect(runbook).toHaveAttribute('href', 'https://wiki.example.com/linked');
  await expect(runbook).toHaveAttribute('target', '_blank');
  await expect(runbook).toHaveAttribute('rel', /noopener/);
  await page.getByRole('menuitem', { name: 'The list' }).click();
  await expect(page).toHaveURL(LIST);
});

test('a time that is typed relative to now stays so', async ({ page, api }) => {
  await createDashboard(api, dashboardOf('typed', 'Typed', [{ title: 'Is it up', query: UP }]));
  await page.goto(`${LIST}/typed`);
  const range = page.getByRole('group', { name: 'Time' }).getByRole('button').first();
  await range.click();
  await page.getByRole('textbox', { name: 'From' }).fill('now-3h');
  await page.getByRole('textbox', { name: 'To' }).fill('now');
  await page.getByRole('button', { name: 'Show this time' }).click();
  await expect(page).toHaveURL(/[?&]start=3h(?:&|$)/);
  await expect(range).toHaveText('Last 3 hours');
});
