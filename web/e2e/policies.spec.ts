import { createDashboard, dashboardOf, UP } from './harness/dashboards';
import { expect, PROJECT, test } from './harness/test';
import { clock } from './harness/windows';

const POLICIES = `/p/${PROJECT}/health/policies`;
const API = `/api/v1/projects/${PROJECT}/policies`;
const MINUTE_MS = 60_000;
/** An hour that is neither now nor next where the browser is: a window that has begun has less room. */
const HOUR = new Date().toLocaleString('en-GB', { hour: 'numeric', timeZone: 'Europe/Berlin' });
const AT = Number(HOUR) >= 8 && Number(HOUR) < 16 ? '20' : '12';
const [FROM, TO, LATER] = [`${AT}:00`, `${Number(AT) + 1}:00`, `${Number(AT) + 2}:00`];
/** So long before a window its policy is saved: the planner looks twice a minute. */
const AHEAD_MS = 20_000;

test.describe.configure({ mode: 'serial' });

test('a window that begins soon is saved, to be looked at later', async ({ api }) => {
  await createDashboard(api, dashboardOf('by-itself', 'By itself', [{ title: 'Is it up', query: UP }]));
  const from = Math.ceil((Date.now() + AHEAD_MS) / MINUTE_MS) * MINUTE_MS;
  const made = await api.post(API, {
    data: {
      name: 'By itself',
      environment: 'builtin',
      assets: { kind: 'list', names: ['by-itself'] },
      days: [0, 1, 2, 3, 4, 5, 6],
      window_start: clock(from),
      window_end: clock(from + MINUTE_MS),
      time_zone: 'UTC',
    },
  });
  expect(made.ok(), await made.text()).toBe(true);
});

test('a policy shows its plan before it is saved, then its next window', async ({ page, api }) => {
  for (const name of ['planned-1', 'planned-2', 'planned-3']) {
    await createDashboard(api, dashboardOf(name, name, [{ title: 'Is it up', query: UP }]));
  }
  await page.goto(POLICIES);
  await page.getByRole('link', { name: 'New policy' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Every night');
  const plan = page.getByRole('complementary', { name: 'Plan' });
  await expect(plan.getByRole('heading').first()).toHaveText(/^\d+ checks, one every /);
  await page.getByText('A list', { exact: true }).click();
  for (const name of ['planned-1', 'planned-2', 'planned-3']) await page.getByLabel(name, { exact: true }).check();
  await page.getByLabel('From', { exact: true }).fill(FROM);
  await page.getByLabel('To', { exact: true }).fill(TO);
  await expect(plan.getByRole('heading').first()).toHaveText('3 checks, one every 20 m');
  await expect(plan).toContainText(new RegExp(`First ${AT}:\\d\\d:\\d\\d, last ${AT}:\\d\\d:\\d\\d\\.`));
  await expect(plan.getByRole('region', { name: 'Next windows' })).toContainText(`${FROM} to ${TO}`);
  await page.getByLabel('Name', { exact: true }).press('ControlOrMeta+s');
  await expect(page).toHaveURL(POLICIES);
  const row = page.getByRole('row').filter({ hasText: 'Every night' });
  await expect(row).toContainText(`every day, ${FROM} to ${TO}`);
  await expect(row).toContainText('3 of');
  await expect(row).toContainText(`${FROM} to ${TO}`);
});

test('a policy is paused, run now, and changed', async ({ page }) => {
  await page.goto(POLICIES);
  const row = page.getByRole('row').filter({ hasText: 'Every night' });
  await row.getByRole('switch', { name: 'Every night is active' }).click();
  await expect(row).toContainText('paused');
  await page.reload();
  await expect(row.getByRole('switch', { name: 'Every night is active' })).not.toBeChecked();
  await row.getByRole('switch', { name: 'Every night is active' }).click();
  await expect(row).not.toContainText('paused');

  await row.getByRole('button', { name: 'More for Every night' }).click();
  await page.getByRole('menuitem', { name: 'Check 3 dashboards now' }).click();
  await expect(page).toHaveURL(/\/runs\//);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/3 of 3 dashboards checked/);

  await page.goto(POLICIES);
  await page.getByRole('link', { name: 'Every night' }).click();
  await expect(page.getByLabel('From', { exact: true })).toHaveValue(FROM);
  await page.getByLabel('To', { exact: true }).fill(LATER);
  await page.getByRole('button', { name: 'Save policy' }).click();
  await expect(page).toHaveURL(POLICIES);
  await expect(row).toContainText(`${FROM} to ${LATER}`);
});

test('what is wrong in a policy stands at its field', async ({ page }) => {
  await page.goto(`${POLICIES}/new`);
  await page.getByLabel('From', { exact: true }).fill('25:00');
  await page.getByRole('button', { name: 'Save policy' }).click();
  await expect(page).toHaveURL(`${POLICIES}/new`);
  await expect(page.getByLabel('Name', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('From', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(page.getByRole('dialog')).toContainText('Leave without saving?');
  await page.getByRole('button', { name: 'Leave, lose the changes' }).click();
  await expect(page).toHaveURL(POLICIES);
});

test('a policy is deleted after it is told what goes', async ({ page }) => {
  await page.goto(POLICIES);
  await page.getByRole('button', { name: 'More for Every night' }).click();
  await page.getByRole('menuitem', { name: 'Delete policy' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Reports and runs stay');
  await dialog.getByRole('button', { name: 'Delete policy' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Every night' })).toBeHidden();
});

test('the window that was saved first ran by itself', async ({ page, api }) => {
  const runs = async (): Promise<{ id: string; trigger: string; status: string }[]> => {
    const answer = await api.get(`/api/v1/projects/${PROJECT}/runs?trigger=schedule&initiator=By%20itself`);
    return ((await answer.json()) as { items: { id: string; trigger: string; status: string }[] }).items; // RunPage
  };
  await expect
    .poll(async () => (await runs())[0]?.status, { timeout: 3 * MINUTE_MS, intervals: [1000] })
    .toBe('succeeded');
  await page.goto(`/p/${PROJECT}/health/builtin/by-itself`);
  await expect(page.getByRole('region', { name: 'Receipt' })).toContainText('By itself');
  await page.goto(POLICIES);
  const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: 'By itself' }) });
  await row.locator('a[href*="/runs/"]').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/1 of 1 dashboard checked/);
});
