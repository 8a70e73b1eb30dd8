import { startDashkeep } from './harness/dashkeep';
import { Faults } from './harness/faults';
import { expect, PASSWORD, PROJECT, test } from './harness/test';

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
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page).toHaveURL(/\/sign-in/);
    faults.allowRefusal(401, '/api/v1/session');
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
