import { createDashboard, dashboardOf } from './harness/dashboards';
import { expect, PROJECT, test } from './harness/test';

const VIEW = `/p/${PROJECT}/dashboards/shared`;

function text(kind: string, name: string, value: string) {
  return { kind, metadata: { name }, spec: { kind: 'TextVariable', spec: { value } } };
}

test.beforeAll(async ({ playwright, server, admin }) => {
  const api = await playwright.request.newContext({
    baseURL: server.url,
    storageState: admin.state,
    extraHTTPHeaders: { Origin: server.url },
  });
  for (const [path, data] of [
    [`projects/${PROJECT}/variables`, text('Variable', 'tier', 'of the project')],
    [`projects/${PROJECT}/variables`, text('Variable', 'mine', 'of the project')],
    ['globalvariables', text('GlobalVariable', 'tier', 'of all')],
    ['globalvariables', text('GlobalVariable', 'region', 'north')],
  ] as const) {
    expect((await api.post(`/api/v1/${path}`, { data })).status()).toBe(200);
  }
  const own = { kind: 'TextVariable', spec: { name: 'mine', value: 'of the dashboard' } };
  const dashboard = dashboardOf('shared', 'Shared', [{ title: 'Words', query: 'up' }], [own]) as unknown as {
    spec: { panels: Record<string, { kind: string; spec: unknown }> };
  };
  const words = { kind: 'Markdown', spec: { text: 'tier: $tier, mine: $mine, region: $region' } };
  for (const panel of Object.values(dashboard.spec.panels)) {
    panel.spec = { display: { name: 'Words' }, plugin: words };
  }
  await createDashboard(api, dashboard as never);
  await api.dispose();
});

test('variables of the project and of all act in a dashboard, the nearest one first', async ({ page }) => {
  await page.goto(VIEW);
  await expect(page.getByText('tier: of the project, mine: of the dashboard, region: north')).toBeVisible();
  await expect(page.getByLabel('tier')).toHaveCount(1);
  await expect(page.getByLabel('mine')).toHaveValue('of the dashboard');
  await page.getByLabel('region').fill('south');
  await page.getByLabel('region').press('Enter');
  await expect(page).toHaveURL(/[?&]var-region=south/);
  await expect(page.getByText('region: south')).toBeVisible();
  await page.reload();
  await expect(page.getByText('region: south')).toBeVisible();
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/view.png` });
});

test('and in the builder', async ({ page }) => {
  await page.goto(`${VIEW}/edit`);
  await expect(page.getByText('tier: of the project, mine: of the dashboard, region: north')).toBeVisible();
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/edit.png` });
});

test('values with commas come back from the address', async ({ page, server, admin, playwright }) => {
  const api = await playwright.request.newContext({
    baseURL: server.url,
    storageState: admin.state,
    extraHTTPHeaders: { Origin: server.url },
  });
  const plugin = { kind: 'StaticListVariable', spec: { values: ['first', 'comma,semi;', 'b'] } };
  const list = (name: string, allowMultiple: boolean) => ({
    kind: 'ListVariable',
    spec: { name, allowMultiple, allowAllValue: false, plugin },
  });
  const dashboard = dashboardOf(
    'commas',
    'Commas',
    [{ title: 'Words', query: 'up' }],
    [list('one', false), list('several', true)],
  );
  await createDashboard(api, dashboard);
  await api.dispose();
  await page.goto(`/p/${PROJECT}/dashboards/commas`);
  await page.getByRole('button', { name: /^one/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'comma,semi;' }).click();
  await page.getByRole('button', { name: /^several/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'comma,semi;' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'first' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'b', exact: true }).click();
  await expect(page).toHaveURL(/var-several=comma%5C%2Csemi%3B%2Cb/);
  await page.reload();
  await expect(page.getByRole('button', { name: /^one/ })).toHaveText('onecomma,semi;');
  await expect(page.getByRole('button', { name: /^several/ })).toHaveText('severalcomma,semi;, b');
  await expect(page).toHaveURL(/var-several=comma%5C%2Csemi%3B%2Cb/);
});
