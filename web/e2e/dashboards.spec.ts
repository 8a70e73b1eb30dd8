import { zipSync } from 'fflate';
import { createDashboard, dashboardOf, readDashboard, UP } from './harness/dashboards';
import { expect, PROJECT, test } from './harness/test';

const LIST = `/p/${PROJECT}/dashboards`;

test('a dashboard is made from nothing', async ({ page, api }) => {
  // As on a page without TLS, for which browsers have no such thing.
  await page.addInitScript(() => Reflect.deleteProperty(Crypto.prototype, 'randomUUID'));
  await page.goto(LIST);
  await page.getByRole('button', { name: 'New dashboard' }).click();
  await page.getByRole('button', { name: 'Add the first panel' }).click();
  const form = page.locator('.MuiDrawer-root');
  await form.getByRole('textbox', { name: /^Name/ }).fill('Is it up');
  await form.locator('.cm-content').first().click();
  await page.keyboard.insertText(UP);
  await form.getByRole('button', { name: 'Run Query' }).click();
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Title').fill('From nothing');
  await expect(dialog.getByLabel('URL name')).toHaveValue('from-nothing');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page).toHaveURL(`${LIST}/from-nothing`);
  await expect(page.getByRole('heading', { name: 'Is it up' })).toBeVisible();
  expect((await readDashboard(api, 'from-nothing')).spec.display.name).toBe('From nothing');
});

test('a Perses file is imported after a look, and exported as it was', async ({ page }) => {
  const document = dashboardOf('brought', 'Brought along', [
    { title: 'Is it up', query: UP },
    { title: 'Goroutines', query: 'sum by (job) (go_goroutines)', kind: 'StatChart' },
  ]);
  await page.goto(LIST);
  await page.getByRole('button', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type="file"]').setInputFiles({
    name: 'brought.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(document)),
  });
  await expect(dialog.getByLabel('URL name')).toHaveValue('brought');
  await dialog.getByRole('button', { name: 'Import Brought along' }).click();
  await expect(page).toHaveURL(`${LIST}/brought`);
  await expect(page.getByRole('heading', { name: 'Goroutines' })).toBeVisible();

  await page.getByRole('button', { name: 'More', exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Export as JSON' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('brought.json');
  const text = (await (await file.createReadStream()).toArray()).join('');
  const exported = JSON.parse(text) as typeof document; // what was imported above
  expect(exported.spec.panels).toEqual(document.spec.panels);
  expect(exported.spec.layouts).toEqual(document.spec.layouts);
  expect(exported.spec.duration).toBe(document.spec.duration);
  expect(exported.metadata.name).toBe('brought');
});

function grafanaFile(title: string, panels: unknown[]) {
  const text = JSON.stringify({ title, schemaVersion: 39, panels });
  return { name: `${title}.json`, mimeType: 'application/json', buffer: Buffer.from(text) };
}

function archive(name: string, files: readonly { name: string; buffer: Buffer }[]) {
  const packed = zipSync(Object.fromEntries(files.map((file) => [`team/${file.name}`, new Uint8Array(file.buffer)])));
  return { name, mimeType: 'application/zip', buffer: Buffer.from(packed) };
}

function grafanaPanel(id: number, title: string, type: string, expr: string, source: string) {
  const datasource = { type: source === 'logs' ? 'loki' : 'prometheus', uid: source };
  return { id, title, type, datasource, targets: [{ refId: 'A', expr }], gridPos: { x: 0, y: id * 8, w: 12, h: 8 } };
}

test('Grafana files: a datasource for each, the report first, one that can not be read stops no other', async ({
  page,
  api,
  faults,
}) => {
  faults.allowRefusal(400, '/imports');
  await page.goto(LIST);
  await page.getByRole('button', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .locator('input[type="file"]')
    .setInputFiles([
      archive('team.zip', [
        grafanaFile('Front', [
          grafanaPanel(1, 'Is it up', 'timeseries', UP, 'prod-metrics'),
          grafanaPanel(2, 'Errors', 'logs', '{app="front"}', 'logs'),
        ]),
        grafanaFile('Back', [
          grafanaPanel(1, 'Still up', 'stat', UP, 'prod-metrics'),
          grafanaPanel(2, 'Spread', 'heatmap', 'sum by (le) (rate(took_bucket[5m]))', 'prod-metrics'),
        ]),
      ]),
      { name: 'broken.json', mimeType: 'application/json', buffer: Buffer.from('{"title": "Broken", "panels": [') },
    ]);
  await expect(dialog).toContainText('2 Grafana dashboards from 2 files. Nothing is saved yet.');
  await expect(dialog).toContainText("1 dashboard can't be imported; the others can");
  await expect(dialog.getByRole('region', { name: 'What changes' })).toContainText('Heatmap of numbers');
  await expect(dialog.getByLabel('What logs becomes here')).toBeDisabled();
  for (const name of ['front', 'back']) {
    expect((await api.get(`/api/v1/projects/${PROJECT}/dashboards/${name}`)).status()).toBe(404);
  }
  await dialog.getByLabel('What prod-metrics becomes here').selectOption('embedded');
  await dialog.getByRole('button', { name: 'Tag', exact: true }).click();
  await dialog.getByLabel('New tag').fill('from-grafana');
  await dialog.getByLabel('New tag').press('Enter');
  await dialog.getByRole('button', { name: 'Import 2 dashboards' }).click();
  // The check of two is short: it may be over before one looks, and then the notice says so.
  await expect(page.getByText(/^2 dashboards are imported( and being checked)?$/)).toBeVisible();

  await page.goto(`${LIST}/front`);
  await expect(page.getByRole('region', { name: 'Is it up' }).locator('canvas').first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Errors' })).toContainText('{app="front"}');
  const back = await readDashboard(api, 'back');
  expect(JSON.stringify(back.metadata)).toContain('"tags":["grafana","from-grafana"]');
  const kinds = Object.values(back.spec.panels).map(({ spec }) => spec.plugin.kind);
  expect(kinds).toEqual(['StatChart', 'TimeSeriesChart']);
  const [query] = Object.values(back.spec.panels)[0]?.spec.queries ?? [];
  expect(query?.spec.plugin.spec.datasource).toEqual({ kind: 'PrometheusDatasource', name: 'embedded' });
});

test('what is no dashboard is refused with its place', async ({ page, faults }) => {
  faults.allowRefusal(400, '/imports');
  await page.goto(LIST);
  await page.getByRole('button', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByLabel('Text of the dashboard')
    .fill('{"kind": "Dashboard", "metadata": {"name": "x"}, "spec": {"panels": 1}}');
  await dialog.getByRole('button', { name: 'Look at it' }).click();
  await expect(dialog).toContainText("This can't be imported");
  await expect(dialog).toContainText('panels');
});

test('a dashboard goes to the bin, comes back, and can be deleted for ever', async ({ page, api, faults }) => {
  await createDashboard(api, dashboardOf('put-away', 'Put away', [{ title: 'Is it up', query: UP }]));
  await page.goto(LIST);
  await page.getByRole('button', { name: 'More about Put away' }).click();
  await page.getByRole('menuitem', { name: 'Move to bin' }).click();
  await expect(page.getByText('Put away is in the bin')).toBeVisible();
  await page.getByRole('link', { name: /^Bin/ }).click();
  await expect(page).toHaveURL(`${LIST}?tab=bin`);
  const row = page.getByRole('row').filter({ hasText: 'Put away' });
  await expect(row).toContainText('deleted for ever');
  await row.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText('Put away is back')).toBeVisible();
  await page.goto(`${LIST}/put-away`);
  await expect(page.getByRole('heading', { level: 1, name: 'Put away' })).toBeVisible();

  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Move to bin' }).click();
  await expect(page).toHaveURL(LIST);
  await page.goto(`${LIST}?tab=bin`);
  await page.getByRole('button', { name: 'Delete Put away for ever' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for ever' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('row').filter({ hasText: 'Put away' })).toBeHidden();
  faults.allowRefusal(404, '/dashboards/put-away');
  await page.goto(`${LIST}/put-away`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/no dashboard|not here|put-away/i);
});

test('the list is searched and filtered in the address', async ({ page, api }) => {
  await createDashboard(api, dashboardOf('needle-one', 'Needle one', [{ title: 'Is it up', query: UP }]));
  await page.goto(LIST);
  await page.getByRole('searchbox').fill('needle');
  await expect(page).toHaveURL(/needle/);
  await expect(page.getByRole('row').filter({ hasText: 'Needle one' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Dashkeep' })).toBeHidden();
  await page.reload();
  await expect(page.getByRole('searchbox')).toHaveValue('needle');
});
