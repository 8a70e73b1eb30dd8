import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, PROJECT, test } from './harness/test';

const PATH = `/api/v1/projects/${PROJECT}/datasources`;
const SETTINGS = `/p/${PROJECT}/settings/datasources`;

/** A server that speaks enough of Prometheus for a test, and notes what it was sent. */
async function startListener() {
  const seen: { authorization: string; tenant: string }[] = [];
  const server = createServer((request, response) => {
    seen.push({
      authorization: request.headers.authorization ?? '',
      tenant: String(request.headers['x-scope-orgid'] ?? ''),
    });
    response.setHeader('Content-Type', 'application/json');
    const path = new URL(request.url ?? '/', 'http://listener').pathname;
    const data = path.endsWith('/buildinfo')
      ? { version: '2.53.0' }
      : path.endsWith('/query')
        ? { resultType: 'vector', result: [{ metric: {}, value: [1, '1'] }] }
        : ['up'];
    response.end(JSON.stringify({ status: 'success', data }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return { url: `http://127.0.0.1:${port}`, seen, stop: () => server.close() };
}

test.beforeEach(({ faults }) => {
  for (const status of [400, 404, 409]) faults.allowRefusal(status, '/api/v1/');
});

test('a token and a header are sent to the server, kept out of sight, replaced and removed', async ({ page }) => {
  const listener = await startListener();
  await page.goto(SETTINGS);
  await page.getByRole('button', { name: 'New datasource' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('guarded');
  await dialog.getByLabel('URL of Prometheus or Thanos').fill(listener.url);
  await dialog.getByText('Sign-in, certificate and headers').click();
  await dialog.getByText('Bearer token', { exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Token' }).fill('first-token');
  await dialog.getByRole('button', { name: 'Add header' }).click();
  await dialog.getByRole('textbox', { name: 'Header 1' }).fill('X-Scope-OrgID');
  await dialog.getByRole('textbox', { name: 'Value of X-Scope-OrgID' }).fill('team-a');
  await dialog.getByRole('button', { name: 'Save datasource' }).click();
  await expect(page.getByRole('dialog', { name: 'guarded works' })).toBeVisible();
  expect(listener.seen.at(-1)).toEqual({ authorization: 'Bearer first-token', tenant: 'team-a' });
  await page.getByRole('dialog').getByText('Close', { exact: true }).click();
  await expect(page.getByText(/^Works · tested/)).toBeVisible();

  await page.getByRole('button', { name: 'Edit guarded' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Token' })).toHaveValue('kept');
  await dialog.getByRole('button', { name: 'Replace: Token' }).click();
  await dialog.getByRole('textbox', { name: 'Token' }).fill('second-token');
  await dialog.getByRole('button', { name: 'Remove the header X-Scope-OrgID' }).click();
  await dialog.getByRole('button', { name: 'Save datasource' }).click();
  await expect(page.getByRole('dialog', { name: 'guarded works' })).toBeVisible();
  expect(listener.seen.at(-1)).toEqual({ authorization: 'Bearer second-token', tenant: '' });
  listener.stop();
});

test('credentials do not follow a datasource to another server', async ({ page }) => {
  const [first, second] = [await startListener(), await startListener()];
  await page.goto(`${SETTINGS}?new=`);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('moving');
  await dialog.getByLabel('URL of Prometheus or Thanos').fill(first.url);
  await dialog.getByText('Sign-in, certificate and headers').click();
  await dialog.getByText('User and password', { exact: true }).click();
  await dialog.getByRole('textbox', { name: 'User', exact: true }).fill('reader');
  await dialog.getByRole('textbox', { name: 'Password' }).fill('one');
  await dialog.getByRole('button', { name: 'Save datasource' }).click();
  await expect(page.getByRole('dialog', { name: 'moving works' })).toBeVisible();

  await page.goto(`${SETTINGS}?edit=moving`);
  await dialog.getByLabel('URL of Prometheus or Thanos').fill(second.url);
  await expect(dialog.getByRole('button', { name: 'Save datasource' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Replace: Password' }).click();
  await dialog.getByRole('textbox', { name: 'Password' }).fill('two');
  await dialog.getByRole('button', { name: 'Save datasource' }).click();
  await expect(page.getByRole('dialog', { name: 'moving works' })).toBeVisible();
  expect(second.seen.at(-1)?.authorization).toBe(`Basic ${Buffer.from('reader:two').toString('base64')}`);
  expect(JSON.stringify(second.seen)).not.toContain(Buffer.from('reader:one').toString('base64'));
  first.stop();
  second.stop();
});

test('what does not answer is said in its row, and what uses it before it is deleted', async ({ page, api }) => {
  const proxy = { kind: 'HTTPProxy', spec: { url: 'http://prometheus.invalid:9090' } };
  const plugin = { kind: 'PrometheusDatasource', spec: { proxy } };
  const made = await api.post(PATH, {
    data: { kind: 'Datasource', metadata: { name: 'away' }, spec: { default: false, plugin } },
  });
  expect(made.status(), await made.text()).toBe(200);
  const query = {
    kind: 'PrometheusTimeSeriesQuery',
    spec: { query: 'up', datasource: { kind: plugin.kind, name: 'away' } },
  };
  const panel = {
    kind: 'Panel',
    spec: {
      display: { name: 'Up' },
      plugin: { kind: 'TimeSeriesChart', spec: {} },
      queries: [{ kind: 'TimeSeriesQuery', spec: { plugin: query } }],
    },
  };
  const board = await api.post(`/api/v1/projects/${PROJECT}/dashboards`, {
    data: {
      kind: 'Dashboard',
      metadata: { name: 'revenue' },
      spec: { display: { name: 'Revenue' }, duration: '1h', panels: { p: panel }, layouts: [] },
    },
  });
  expect(board.status(), await board.text()).toBe(200);

  await page.goto(SETTINGS);
  await page.getByRole('button', { name: 'Test away' }).click();
  await expect(page.getByRole('dialog', { name: 'away does not work' })).toBeVisible();
  await page.getByRole('dialog').getByText('Close', { exact: true }).click();
  await expect(page.getByText(/^Not reachable · tested \d\d:\d\d$/)).toBeVisible();

  await page.getByRole('button', { name: 'Delete away' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('1 dashboard names away');
  await expect(dialog.getByRole('list', { name: 'Dashboards that use it' })).toContainText('Revenue');
  await dialog.getByRole('button', { name: 'Delete away all the same' }).click();
  await expect(page.getByRole('button', { name: 'Delete away', exact: true })).toBeHidden();
  expect((await api.get(`${PATH}/away`)).status()).toBe(404);
});
