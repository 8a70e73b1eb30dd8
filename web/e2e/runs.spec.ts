import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { APIRequestContext } from '@playwright/test';
import { check, createDashboard, dashboardOf, UP, untilMeasured, untilOver } from './harness/dashboards';
import { expect, PROJECT, test } from './harness/test';

const RUNS = `/p/${PROJECT}/runs`;
const MANY = 40;

async function start(api: APIRequestContext, assets: readonly string[]): Promise<string> {
  const answer = await api.post(`/api/v1/projects/${PROJECT}/validations`, { data: { assets } });
  expect(answer.status()).toBe(202);
  return ((await answer.json()) as { id: string }).id; // the contract's StartedRun
}

test('a run is watched as it happens: items, log lines and the end', async ({ page, api, outside }) => {
  await untilMeasured(api, `projects/${PROJECT}/datasources/outside`, 'up');
  const names = Array.from({ length: 16 }, (_, index) => `slow-${index + 1}`);
  for (const name of names) {
    const panels = ['One', 'Two', 'Three'].map((title) => ({ title, query: 'up', datasource: 'outside' }));
    await createDashboard(api, dashboardOf(name, name, panels));
  }
  // Nothing is answered before the page has shown what is under way.
  outside.close();
  try {
    const id = await start(api, names);
    await page.goto(`${RUNS}/${id}`);
    const heading = page.getByRole('heading', { level: 1 });
    await expect(heading).toHaveText(/16 dashboards/);
    await expect(page.getByRole('region', { name: 'Log' }).getByText('live', { exact: true })).toBeVisible();
    const lines = page.getByRole('log').getByRole('link', { name: /^Line / });
    const early = await lines.count();
    // The run still works while its first lines stand here.
    await expect(heading).toHaveText(/^Checking/);
    outside.open();
    await expect.poll(() => lines.count()).toBeGreaterThan(early);
    await expect(heading).toHaveText(/^16 of 16 dashboards checked/);
    const items = page.getByRole('region', { name: 'Items' });
    // Those that waited longer than is well stand in a group of their own.
    await expect(async () => {
      const more = items.getByRole('button', { name: /^\d+ more$/ });
      for (let left = await more.count(); left > 0; left -= 1) await more.first().click();
      await expect(items.getByRole('link')).toHaveCount(names.length);
    }).toPass();
    await expect(page.getByRole('list', { name: 'States of the run' })).toContainText('Succeeded');
    await expect(page.getByRole('list', { name: 'States of the run' })).toContainText('Queued');
  } finally {
    outside.open();
  }
});

test('a run that works can be cancelled from its feature', async ({ page, api, outside }) => {
  await untilMeasured(api, `projects/${PROJECT}/datasources/outside`, 'up');
  const names = ['stop-1', 'stop-2', 'stop-3', 'stop-4', 'stop-5', 'stop-6', 'stop-7', 'stop-8'];
  for (const name of names) {
    const panels = ['One', 'Two', 'Three'].map((title) => ({ title, query: 'up', datasource: 'outside' }));
    await createDashboard(api, dashboardOf(name, name, panels));
  }
  outside.close();
  try {
    const id = await start(api, names);
    await page.goto(`${RUNS}/${id}?from=health`);
    await page.getByRole('button', { name: /^Cancel/ }).click();
    const question = page.getByRole('dialog');
    await question.getByRole('button', { name: 'Keep running' }).click();
    await expect(question).toHaveCount(0);
    await page.getByRole('button', { name: /^Cancel/ }).click();
    await question.getByRole('button', { name: 'Cancel check' }).click();
    await expect(page.getByRole('list', { name: 'States of the run' })).toContainText('Cancelled');
  } finally {
    outside.open();
  }
});

test.describe('the log of a finished run', () => {
  let id = '';

  test.beforeEach(async ({ api, page }) => {
    if (id === '') {
      await untilMeasured(api);
      const panels = Array.from({ length: MANY }, (_, index) => ({ title: `Panel ${index}`, query: UP }));
      await createDashboard(api, dashboardOf('chatty', 'Chatty', panels));
      const broken = { title: 'Needle', query: 'rate(no_such_needle_total[5m])' };
      await createDashboard(api, dashboardOf('chatty-broken', 'Chatty, broken', [broken]));
      id = await check(api, ['chatty', 'chatty-broken']);
    }
    await page.goto(`${RUNS}/${id}`);
    await expect(page.getByRole('log').getByRole('link', { name: 'Line 1', exact: true })).toBeAttached();
  });

  test('is searched as a whole, with a count and jumps', async ({ page }) => {
    await page.keyboard.press('/');
    await page.keyboard.type('no_such_needle');
    const search = page.getByRole('searchbox', { name: 'Search the whole log' });
    await expect(search).toHaveValue('no_such_needle');
    const log = page.getByRole('region', { name: 'Log' });
    await expect(log.getByText(/\d+ of \d+|\d+ match/)).toBeVisible();
    await page.getByRole('button', { name: 'Next match' }).click();
    await expect(page.getByRole('log').locator('mark').first()).toBeInViewport();
    await expect(page).toHaveURL(/no_such_needle/);
  });

  test('is searched by keys alone: Enter goes to a hit, n and N on from there', async ({ page }) => {
    await page.keyboard.press('/');
    await page.keyboard.type('no_such_needle');
    await page.keyboard.press('Enter');
    const lines = page.getByRole('log');
    await expect(lines).toBeFocused();
    await expect(lines.locator('mark').first()).toBeInViewport();
    const place = page.getByRole('region', { name: 'Log' }).getByText(/^\d+ of \d+$/);
    const [first = 0, , of = 0] = ((await place.textContent()) ?? '').split(' ').map(Number);
    const after = (steps: number): string => `${((first - 1 + steps) % of) + 1} of ${of}`;
    await page.keyboard.press('n');
    await expect(place).toHaveText(after(1));
    await page.keyboard.press('Enter');
    await expect(place).toHaveText(after(2));
    await page.keyboard.press('Shift+N');
    await expect(place).toHaveText(after(1));
    await expect(page.getByRole('searchbox', { name: 'Search the whole log' })).toHaveValue('no_such_needle');
  });

  test('is filtered by level, and led to its first error', async ({ page }) => {
    const log = page.getByRole('log');
    await page.getByRole('button', { name: 'First error' }).click();
    await expect(log.getByText('no_such_needle_total').first()).toBeInViewport();
    await expect(page).toHaveURL(/#L\d+/);
    await page.getByRole('button', { name: 'Level', exact: true }).click();
    await page.getByRole('button', { name: 'ERROR', exact: true }).click();
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(/level=error/i);
    await expect(log.getByText('INFO')).toHaveCount(0);
    await expect(log.getByText('no_such_needle_total').first()).toBeVisible();
  });

  test('follows its end by a key and has an address for every line', async ({ page }) => {
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('Shift+G');
    await expect(page.getByText('complete', { exact: true })).toBeVisible();
    const last = page
      .getByRole('log')
      .getByRole('link', { name: /^Line / })
      .last();
    await expect(last).toBeInViewport();
    const address = (await last.getAttribute('href')) ?? '';
    await last.click();
    await expect(page).toHaveURL(new RegExp(`${address}$`));
    await page.reload();
    await expect(page.getByRole('log').locator(`a[href="${address}"]`)).toBeInViewport();
  });

  test('is downloaded as text and compressed', async ({ page }) => {
    for (const [item, read] of [
      ['Text', (path: string) => readFileSync(path, 'utf8')],
      ['Text, compressed', (path: string) => gunzipSync(readFileSync(path)).toString()],
    ] as const) {
      await page.getByRole('button', { name: 'Download the whole log' }).click();
      const download = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: new RegExp(`^${item}( \\.|\\.|$)`) }).click();
      const text = read(await (await download).path());
      expect(text).toContain('no_such_needle_total');
      expect(text.split('\n').length).toBeGreaterThan(MANY);
    }
  });

  test('shows one item alone, and items by what came of them', async ({ page }) => {
    const items = page.getByRole('region', { name: 'Items' });
    await items.getByText(/^Failing 1/).click();
    await expect(page).toHaveURL(/items=failing/);
    await expect(items.getByRole('link', { name: 'Chatty, broken' })).toBeVisible();
    await expect(items.getByRole('link', { name: 'Chatty', exact: true })).toBeHidden();
    await items.getByRole('button', { name: 'Log of Chatty, broken' }).click();
    await expect(page).toHaveURL(/item=/);
    await expect(page.getByRole('log').getByText('Panel 7')).toHaveCount(0);
  });
});

test('the hub is filtered in the address, and loads more', async ({ page, api }) => {
  await untilMeasured(api);
  const names = ['hub-1', 'hub-2', 'hub-3', 'hub-4', 'hub-5', 'hub-6'];
  for (const name of names) await createDashboard(api, dashboardOf(name, name, [{ title: 'Is it up', query: UP }]));
  // Each set of dashboards is another check: 63 of them.
  const sets = Array.from({ length: 63 }, (_, index) => names.filter((_name, bit) => ((index + 1) >> bit) % 2 === 1));
  const started = await Promise.all(sets.map((set) => start(api, set)));
  for (const id of started) await untilOver(api, id);

  await page.goto(RUNS);
  const rows = page.getByRole('table', { name: 'Runs' }).getByRole('row');
  await expect(rows).toHaveCount(51);
  await page.getByRole('button', { name: 'Load 50 more' }).click();
  // The 63 under their heading, and whatever else ran on this server.
  await expect.poll(() => rows.count()).toBeGreaterThan(63);

  await page.getByRole('button', { name: 'Operation', exact: true }).click();
  await page.getByRole('button', { name: 'retention.clean' }).click();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/op=retention\.clean/);
  await expect.poll(() => rows.count()).toBeLessThan(10);
  await page.reload();
  await expect(page).toHaveURL(/op=retention\.clean/);
  await page.goto(`${RUNS}?q=hub-3`);
  await expect(page.getByRole('searchbox')).toHaveValue('hub-3');
});

test('new runs announce themselves and rows change where they stand', async ({ page, api, outside }) => {
  await untilMeasured(api, `projects/${PROJECT}/datasources/outside`, 'up');
  await createDashboard(
    api,
    dashboardOf('live-row', 'Live row', [{ title: 'One', query: 'up', datasource: 'outside' }]),
  );
  await page.goto(RUNS);
  await expect(page.getByRole('banner').getByRole('status')).toHaveText('Live');
  await expect(page.getByRole('table', { name: 'Runs' })).toBeVisible();
  outside.close();
  try {
    await start(api, ['live-row']);
    await page.getByRole('button', { name: '1 new', exact: true }).click();
    const row = page.getByRole('row').nth(1);
    await expect(row).toContainText('Live row');
    await expect(row).toContainText(/Running|Queued/);
    outside.open();
    await expect(row).toContainText('Succeeded');
  } finally {
    outside.open();
  }
});
