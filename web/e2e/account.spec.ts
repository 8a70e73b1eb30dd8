import { createUser, expect, PASSWORD, PROJECT, test } from './harness/test';

// These tests provoke refusals, which the browser itself writes into the console.
test.beforeEach(({ faults }) => {
  for (const status of [400, 401, 404, 409]) faults.allowRefusal(status, '/api/v1/');
});

test.describe('signing in', () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test('leads back to the page that asked for it, with its filters', async ({ page, admin }) => {
    expect(admin).toBeDefined();
    await page.goto('/settings/about?from=bookmark');
    await page.getByLabel('User or email').fill('admin');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL('/settings/about?from=bookmark');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Dashkeep');
  });

  test('with a wrong password says so, and keeps the name', async ({ page, admin }) => {
    expect(admin).toBeDefined();
    await page.goto('/sign-in');
    await page.getByLabel('User or email').fill('admin');
    await page.getByLabel('Password', { exact: true }).fill('not this one');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText('wrong');
    await expect(page.getByLabel('User or email')).toHaveValue('admin');
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue('');
  });

  test('never leads to another server', async ({ page, admin }) => {
    expect(admin).toBeDefined();
    await page.goto('/sign-in?returnTo=//evil.example/');
    await page.getByLabel('User or email').fill('admin');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL('/');
  });

  test('by a one-time link sets the password, and the link works once', async ({ page, api }) => {
    const created = await api.post('/api/v1/users', { data: { login: 'linked.user' } });
    const { link } = (await created.json()) as { link: string }; // the contract's UserWithLink
    await page.goto(link);
    await page.getByLabel('Password', { exact: true }).fill('short');
    await expect(page.getByText('5 of at least 12 characters')).toBeVisible();
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Set password and sign in' }).click();
    await expect(page).toHaveURL('/');
    await page.goto(link);
    await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
  });
});

test('a member is added, gets another role and leaves', async ({ page, api, server }) => {
  await createUser(api, server.url, 'member.one');
  await page.goto(`/p/${PROJECT}/settings/members`);
  await page.getByRole('button', { name: 'Add member' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('User', { exact: true }).fill('nobody.here');
  await dialog.getByRole('button', { name: 'Add member' }).click();
  await expect(dialog.getByRole('alert')).toContainText('There is no user nobody.here');
  await dialog.getByLabel('User', { exact: true }).fill('member.one');
  await dialog.getByRole('button', { name: 'Add member' }).click();

  const role = page.getByLabel('Role of member.one');
  await role.selectOption('manager');
  await page.reload();
  await expect(role).toHaveValue('manager');
  await expect(page.getByLabel('Role of admin')).toBeDisabled();

  await page.getByRole('button', { name: 'Remove member.one' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove member.one' }).click();
  await expect(role).toBeHidden();
});

test('an API token is shown once and works until it is revoked', async ({ page, playwright, server }) => {
  await page.goto('/settings/tokens');
  await page.getByRole('button', { name: 'Create API token' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('nightly export');
  await page.getByRole('dialog').getByRole('button', { name: 'Create API token' }).click();
  const secret = await page.getByRole('dialog').locator('code').textContent();
  await page.getByRole('button', { name: 'I have copied it' }).click();

  const asToken = await playwright.request.newContext({
    baseURL: server.url,
    storageState: { cookies: [], origins: [] },
    extraHTTPHeaders: { Authorization: `Bearer ${secret ?? ''}` },
  });
  expect((await asToken.get('/api/v1/me')).status()).toBe(200);
  await page.getByRole('button', { name: 'Revoke nightly export' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke nightly export' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Revoke nightly export' })).toBeHidden();
  expect((await asToken.get('/api/v1/me')).status()).toBe(401);
  await asToken.dispose();
});

test('theme and time zone follow to another browser', async ({ page, browser, admin, server }) => {
  await page.goto('/settings/profile');
  await page.getByText('Dark', { exact: true }).click();
  const zone = page.getByRole('combobox', { name: 'Time zone' });
  await zone.fill('tokyo');
  await zone.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  const other = await browser.newContext({ baseURL: server.url, storageState: admin.state });
  const elsewhere = await other.newPage();
  await elsewhere.goto('/settings/profile');
  await expect(elsewhere.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(elsewhere.getByRole('combobox', { name: 'Time zone' })).toHaveValue('Asia/Tokyo');
  await other.close();

  await page.getByText('System', { exact: true }).click();
  await zone.fill('browser');
  await zone.press('Enter');
  await expect(page.locator('html')).not.toHaveAttribute('data-theme', /./);
});

test('a session that is ended elsewhere is sent to the sign-in page', async ({ page, browser, api, server }) => {
  const user = await createUser(api, server.url, 'two.browsers');
  const first = await browser.newContext({ baseURL: server.url, storageState: user.state });
  const tab = await first.newPage();
  await tab.goto('/settings/profile');
  await expect(tab.getByText('this one')).toBeVisible();
  const users = (await (await api.get('/api/v1/users')).json()) as { id: string; login: string }[]; // the contract's User
  const { id } = users.find((candidate) => candidate.login === 'two.browsers') ?? { id: '' };
  expect((await api.patch(`/api/v1/users/${id}`, { data: { disabled: true } })).status()).toBe(200);
  // By itself: nobody has to press anything.
  await expect(tab).toHaveURL(/\/sign-in\?returnTo=/);
  await expect(tab.getByText('Your session ended. Sign in again.')).toBeVisible();
  await first.close();
  await page.goto('/settings/profile');
  await expect(page.getByText('this one')).toBeVisible();
});

test('a session that ends below a form is signed in to again, and what was typed is saved', async ({
  api,
  server,
  visit,
}) => {
  const user = await createUser(api, server.url, 'mid.sentence', 'owner');
  const page = await visit(user.state);
  const end = async (): Promise<void> => {
    const ended = await page.request.delete('/api/v1/session', { headers: { Origin: server.url } });
    expect(ended.status()).toBe(204);
  };
  const goOn = async (): Promise<void> => {
    const question = page.getByRole('dialog', { name: 'Your session ended' });
    // By itself: nobody has to press anything.
    await expect(question).toBeVisible();
    await question.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(question).toBeHidden();
  };
  await page.goto(`/p/${PROJECT}/health/policies/new`);
  await page.getByLabel('Name', { exact: true }).fill('Half typed');
  await end();
  await goOn();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Half typed');
  await page.getByRole('button', { name: 'Save policy' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Half typed' })).toBeVisible();

  await page.goto(`/p/${PROJECT}/settings/datasources`);
  await page.getByRole('button', { name: 'New datasource' }).click();
  const dialog = page.getByRole('dialog', { name: 'New datasource' });
  const name = dialog.getByLabel('Name', { exact: true });
  await name.fill('half-typed');
  await end();
  await goOn();
  await expect(name).toHaveValue('half-typed');
  await expect(name).toBeFocused();
  // However often: the second one in a row is the browser's to act on.
  for (let times = 0; times < 4; times += 1) await page.keyboard.press('Escape');
  await expect(name).toHaveValue('half-typed');
  const question = page.getByRole('dialog', { name: 'Close without saving?' });
  if (!(await question.isVisible())) await page.keyboard.press('Escape');
  await question.getByRole('button', { name: 'Close, lose it' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a datasource is checked when it is saved, and what is wrong stands at its field', async ({ page }) => {
  await page.goto(`/p/${PROJECT}/settings/datasources`);
  await page.getByRole('button', { name: 'New datasource' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('faraway');
  await dialog.getByLabel('URL of Prometheus or Thanos').fill('ftp://prometheus');
  await dialog.getByRole('button', { name: 'Save datasource' }).click();
  await expect(dialog.getByRole('alert')).toContainText('must begin with http:// or https://');
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue('faraway');
  await dialog.getByLabel('URL of Prometheus or Thanos').fill('http://prometheus.invalid:9090');
  await dialog.getByRole('button', { name: 'Save datasource' }).click();
  const result = page.getByRole('dialog').filter({ hasText: 'faraway does not work' }).last();
  await expect(result).toBeVisible();
  await result.getByRole('button', { name: 'Close' }).last().click();

  await page.getByRole('button', { name: 'Test embedded' }).click();
  await expect(page.getByRole('dialog')).toContainText('Embedded Prometheus works');
});
