import { startDashkeep } from './harness/dashkeep';
import { Faults } from './harness/faults';
import { roomFaults } from './harness/room';
import { accessibilityFaults, expect, PASSWORD, PROJECT, test } from './harness/test';

test('the first minute: live charts, three steps that are ticked off, and Home as usual after them', async ({
  browser,
}) => {
  const server = await startDashkeep({ DASHKEEP_METRICS_INTERVAL: '1s' });
  const faults = new Faults();
  const context = await browser.newContext({ baseURL: server.url });
  try {
    const page = await context.newPage();
    faults.watch(page);
    await page.goto('/sign-in');
    await expect(page.getByText('The server printed a link when it started')).toBeVisible();
    await page.goto(server.setupPath);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Set password and sign in' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^1 dashboard is live/);

    const home = page.getByRole('main');
    await expect(home).not.toContainText(/Nothing is checked yet|What broke|Clean up/);
    const step = (name: string) => page.locator(`[data-step="${name}"]`);
    await expect(step('see')).toHaveAttribute('data-state', 'next');
    // Drawn from what is measured since the start, within seconds.
    await expect(page.locator('[data-start-panel="memory-now"]')).toContainText(/\d+(\.\d+)? MB/, { timeout: 60_000 });
    await expect(page.locator('[data-start-panel="requests"] path[data-series="1"]')).toBeAttached({ timeout: 90_000 });
    await expect(page.locator('[data-start-panel]')).toHaveCount(5);
    for (const width of [360, 390, 720, 768, 1024, 1440, 2560]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await roomFaults(page, []), String(width)).toEqual([]);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await accessibilityFaults(page), colorScheme).toEqual([]);
    }

    await step('see').getByRole('link', { name: 'Open Dashkeep' }).click();
    await expect(page).toHaveURL(/\/dashboards\/dashkeep/);
    await expect(page.locator('[data-panel]').first()).toBeAttached();
    await page.goto('/');
    await expect(step('see')).toHaveAttribute('data-state', 'done');

    // A policy may have checked already, where the start falls into its window.
    await step('check').getByRole('button', { name: 'Check Dashkeep' }).or(step('check').getByRole('link')).click();
    await expect(page).toHaveURL(/\/health/);
    await expect(page.getByRole('main')).toContainText(/1\s*healthy/i, { timeout: 120_000 });
    await page.goto('/');
    await expect(step('check')).toHaveAttribute('data-state', 'done');
    await expect(step('build')).toHaveAttribute('data-state', 'next');
    await expect(step('build').getByRole('link', { name: 'New dashboard' })).toBeVisible();

    await page.getByRole('button', { name: 'Hide' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The dashboard is healthy');
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The dashboard is healthy');
    faults.allowRefusal(401, '/api/v1/me');
    expect(faults.found()).toEqual([]);
  } finally {
    await context.close();
    await server.stop();
  }
});

test('the first start: one link, a password, and a dashboard that lives', async ({ browser }) => {
  const began = Date.now();
  // As somebody starts it: with no setting but where.
  const server = await startDashkeep({
    DASHKEEP_METRICS_INTERVAL: '5s',
    DASHKEEP_OUTBOUND_ALLOW: '',
    DASHKEEP_OUTBOUND_ALLOW_PROJECTS: '',
  });
  const faults = new Faults();
  const context = await browser.newContext({ baseURL: server.url });
  try {
    const page = await context.newPage();
    faults.watch(page);
    await page.goto(server.setupPath);
    await expect(page.getByRole('heading', { name: 'Set up Dashkeep' })).toBeVisible();
    await page.getByLabel('Password', { exact: true }).fill('eleven char');
    const submit = page.getByRole('button', { name: 'Set password and sign in' });
    await expect(submit).toBeDisabled();
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await submit.click();
    await expect(page).toHaveURL('/');

    await page.goto(`/p/${PROJECT}/dashboards`);
    await page.getByRole('link', { name: 'Dashkeep', exact: true }).click();
    await expect(page).toHaveURL(`/p/${PROJECT}/dashboards/dashkeep`);
    await expect(page.locator('[data-panel]').nth(7)).toBeAttached();
    const memory = page.locator('[data-panel="memory-now"]');
    await expect(memory).toContainText(/\d+(\.\d+)?\s*MB/);

    // It moves: another reading draws another picture.
    await page.goto(`/p/${PROJECT}/dashboards/dashkeep?refresh=5s`);
    const chart = page.locator('[data-panel="memory"] canvas').first();
    await page.locator('[data-panel="memory"]').scrollIntoViewIfNeeded();
    await expect(chart).toBeVisible();
    const picture = (): Promise<string> => chart.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const before = await picture();
    await expect.poll(picture).not.toBe(before);
    // Half a minute is what a usual machine may take: the report has it, and a busy machine fails nobody.
    test.info().annotations.push({ type: 'first moving chart after ms', description: String(Date.now() - began) });

    faults.allowRefusal(404, '/api/v1/links/');
    faults.allowRefusal(410, '/api/v1/links/');
    await page.goto(server.setupPath);
    await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
    await expect(page.getByText(/after use/)).toBeVisible();

    await page.goto('/');
    await page.getByRole('button', { name: /^Your menu/ }).click();
    // What Home still asked for is refused once nobody is signed in.
    faults.allowRefusal(401, '/api/v1/');
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page).toHaveURL(/\/sign-in/);
    await page.getByLabel('User or email').fill('admin');
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText('wrong');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL('/');
    expect(faults.found()).toEqual([]);
    expect(server.log()).not.toContain('"level":"ERROR"');
  } finally {
    await context.close();
    await server.stop();
  }
});
