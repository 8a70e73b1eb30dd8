import { expect, PROJECT, test } from './harness/test';

// These tests provoke refusals, which the browser itself writes into the console.
test.beforeEach(({ faults }) => {
  for (const status of [400, 401, 404, 409]) faults.allowRefusal(status, '/api/v1/');
});

test('every area is reached by keys alone', async ({ page }) => {
  await page.goto('/settings/about');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  for (const [key, path] of [
    ['d', `/p/${PROJECT}/dashboards`],
    ['e', `/p/${PROJECT}/health`],
    ['r', `/p/${PROJECT}/runs`],
    ['s', '/settings/profile'],
    ['h', '/'],
  ] as const) {
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    await expect(page).toHaveURL(path);
  }
});

test('keys are silent while somebody types', async ({ page }) => {
  await page.goto('/settings/profile');
  await page.getByLabel('Current password').fill('');
  await page.getByLabel('Current password').pressSequentially('gd?[');
  await expect(page).toHaveURL('/settings/profile');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('the palette finds a dashboard, a page and what can be done', async ({ page }) => {
  await page.goto('/settings/about');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or jump to' }).fill('dashk');
  await expect(page.getByRole('option', { name: /Dashkeep/ }).first()).toBeVisible();

  await page.getByRole('combobox').fill('edit dashk');
  await expect(page.getByRole('option').first()).toHaveText(/^Edit Dashkeep/);
  await page.getByRole('combobox').fill('>new pol');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/p/${PROJECT}/health/policies/new`);
});

test('the sheet of keys lists what acts on the page', async ({ page }) => {
  await page.goto('/settings/tokens');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('Go to Dashboards');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('the documentation of a page is one key and one press away, and inside of the program', async ({ page }) => {
  const elsewhere: string[] = [];
  await page.goto(`/p/${PROJECT}/health`);
  const { origin } = new URL(page.url());
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) elsewhere.push(request.url());
  });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByRole('link', { name: 'Documentation: Health' }).click();
  await expect(page).toHaveURL('/help/user/health');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Health');
  const article = page.getByRole('article');
  await article.getByRole('link', { name: 'report' }).first().click();
  await expect(page).toHaveURL('/help/user/report');
  await page.getByRole('navigation', { name: 'Documentation' }).getByRole('link', { name: 'Quickstart' }).click();
  await expect(article).toContainText('dashkeep serve');
  expect(elsewhere).toEqual([]);
});

test('the rail collapses, and stays so', async ({ page }) => {
  await page.goto('/settings/about');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('[');
  await expect(page.getByRole('button', { name: 'Open the rail' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Open the rail' })).toBeVisible();
});

test('the live chip pauses and goes on', async ({ page }) => {
  await page.goto('/settings/about');
  const chip = page.getByRole('banner').getByRole('status');
  await expect(chip).toHaveText('Live');
  await chip.click();
  await expect(chip).toHaveText('Paused');
  await chip.click();
  await expect(chip).toHaveText('Live');
});

test('a server that does not answer leaves what is there and says since when', async ({ page, context, faults }) => {
  faults.allowCut('/api/v1/');
  await page.goto(`/p/${PROJECT}/settings/members`);
  await expect(page.getByText('admin').first()).toBeVisible();
  await context.route('**/api/**', (route) => route.abort());
  await page.evaluate(() => window.dispatchEvent(new Event('offline')));
  await page.getByRole('link', { name: 'API tokens' }).click();
  await expect(page.getByRole('heading', { name: 'Dashkeep does not answer' })).toBeVisible();
  await context.unroute('**/api/**');
  await page.getByRole('button', { name: 'Try now' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('API tokens');
});

test('a project that one is not in shows nothing of it', async ({ page }) => {
  await page.goto('/p/someone-else/dashboards');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no project someone-else for you');
});

test('the shell before any dashboard stays under 250 kB compressed', async ({ page }) => {
  const sizes: number[] = [];
  page.on('response', async (response) => {
    const isCode =
      /\.(js|css|html)$/.test(new URL(response.url()).pathname) || response.request().isNavigationRequest();
    if (isCode) sizes.push((await response.request().sizes()).responseBodySize);
  });
  await page.goto('/settings/about');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const total = sizes.reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(50_000);
  expect(total).toBeLessThan(250_000);
});

test.describe('in a narrow window', () => {
  test.use({ viewport: { width: 360, height: 780 } });

  test('the tabs lead everywhere and nothing is wider than the window', async ({ page }) => {
    await page.goto('/settings/about');
    const tabs = page.getByRole('navigation', { name: 'Main' });
    await tabs.getByRole('link', { name: 'Runs' }).click();
    await expect(page).toHaveURL(`/p/${PROJECT}/runs`);
    await tabs.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Members' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('member');
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
