import { createDashboard, dashboardOf, UP } from './harness/dashboards';
import { createUser, expect, PROJECT, test } from './harness/test';

const P = `/p/${PROJECT}`;

test('who may only read sees why not, and the server refuses too', async ({ api, server, visit }) => {
  await createDashboard(api, dashboardOf('for-readers', 'For readers', [{ title: 'Is it up', query: UP }]));
  const { state } = await createUser(api, server.url, 'reader', 'readonly');
  const page = await visit(state);
  await page.goto(`${P}/dashboards`);
  const create = page.getByRole('button', { name: 'New dashboard' });
  await expect(create).toBeDisabled();
  await create.hover({ force: true });
  await expect(page.getByText(/operator/).first()).toBeVisible();

  await page.goto(`${P}/dashboards/for-readers`);
  await expect(page.getByRole('heading', { name: 'Is it up' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Edit', exact: true })).toBeDisabled();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await expect(page.getByRole('menuitem', { name: 'Move to bin' })).toBeDisabled();
  await expect(page.getByRole('menuitem', { name: 'Check now' })).toBeDisabled();
  await page.goto(`${P}/dashboards/for-readers/edit`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Changing dashboards is for operators');
  await page.goto(`${P}/health/policies/new`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Policies are for managers');
  await page.goto(`${P}/settings/members`);
  await expect(page.getByRole('button', { name: 'Add member' })).toBeDisabled();
  await page.goto(`${P}/settings/datasources`);
  await expect(page.getByRole('button', { name: 'New datasource' })).toBeDisabled();
  await page.goto('/admin/users');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Users are for administrators');

  for (const [method, path] of [
    ['DELETE', `/api/v1/projects/${PROJECT}/dashboards/for-readers`],
    ['POST', `/api/v1/projects/${PROJECT}/validations`],
    ['POST', `/api/v1/projects/${PROJECT}/policies`],
    ['PUT', `/api/v1/projects/${PROJECT}/members/reader`],
    ['GET', '/api/v1/users'],
  ] as const) {
    const answer = await page.request.fetch(path, { method, headers: { Origin: server.url }, data: {} });
    expect(answer.status(), `${method} ${path}`).toBe(403);
  }
});

test('who is no member of a project learns nothing of it', async ({ api, server, visit, faults }) => {
  // What the address of a dashboard names is asked for before anybody knows whose it is.
  faults.allowRefusal(404, `/api/v1/projects/${PROJECT}/`);
  const { state } = await createUser(api, server.url, 'stranger');
  const page = await visit(state);
  await page.goto(`${P}/dashboards/dashkeep`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`There is no project ${PROJECT} for you`);
  for (const path of ['catalog', 'dashboards/dashkeep', 'datasources', 'variables']) {
    const there = await page.request.get(`/api/v1/projects/${PROJECT}/${path}`);
    const missing = await page.request.get(`/api/v1/projects/no-such-project/${path}`);
    expect([there.status(), missing.status()], path).toEqual([404, 404]);
    const strip = async (answer: typeof there): Promise<unknown> => ({ ...(await answer.json()), request_id: '' });
    expect(await strip(there)).toEqual(await strip(missing));
  }
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('the last owner stays, also when the server is asked directly', async ({ page, api }) => {
  await page.goto(`${P}/settings/members`);
  await expect(page.getByLabel('Role of admin')).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Remove admin' })).toBeDisabled();
  const lowered = await api.put(`/api/v1/projects/${PROJECT}/members/admin`, { data: { role: 'readonly' } });
  expect(lowered.status()).toBe(409);
  expect((await api.delete(`/api/v1/projects/${PROJECT}/members/admin`)).status()).toBe(409);
});

test('an administrator makes a user, whose first link sets a password', async ({ page, visit }) => {
  await page.goto('/admin/users');
  await page.getByRole('button', { name: 'New user' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByLabel('Login')
    .or(dialog.getByLabel('User', { exact: true }))
    .first()
    .fill('fresh.user');
  await dialog.getByRole('button', { name: /^Create/ }).click();
  const link = await page.getByRole('dialog').locator('code').first().textContent();
  await page.getByRole('dialog').getByRole('button').last().click();
  await expect(page.getByRole('row').filter({ hasText: 'fresh.user' })).toContainText('no password yet');
  const theirs = await visit(undefined);
  await theirs.goto(new URL(link ?? '').pathname);
  await theirs.getByLabel('Password', { exact: true }).fill('another good one');
  await theirs.getByRole('button', { name: 'Set password and sign in' }).click();
  await expect(theirs).toHaveURL('/');
  await page.reload();
  await expect(page.getByRole('row').filter({ hasText: 'fresh.user' })).not.toContainText('no password yet');
});
