import { createServer, request as forward, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator, Page } from '@playwright/test';
import { check, createDashboard, dashboardOf, UP } from './harness/dashboards';
import { createUser, expect, PROJECT, test } from './harness/test';

/** What a hung connection may take to be seen. */
const SEEN_WITHIN_MS = 30_000;

function chipOf(page: Page): Locator {
  return page.getByRole('banner').getByRole('status');
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Your menu/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
}

test('twelve windows of one browser all load and are live', async ({ context, api }) => {
  await createDashboard(api, dashboardOf('live-twelve', 'Live twelve', [{ title: 'Up', query: UP }]));
  const pages: Page[] = [];
  for (let index = 0; index < 12; index += 1) {
    const page = await context.newPage();
    pages.push(page);
    await page.goto(index % 2 === 0 ? `/p/${PROJECT}/runs` : `/p/${PROJECT}/health`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  for (const page of pages) await expect(chipOf(page)).toHaveText('Live');
  // The first one goes, and the others hear what happens all the same.
  const [first, ...others] = pages;
  await first?.close();
  await check(api, ['live-twelve']);
  for (const page of others) {
    if (page.url().endsWith('/runs')) await expect(page.getByRole('main')).toContainText(/1 new|Live twelve/);
    await expect(chipOf(page)).toHaveText('Live');
  }
  for (const page of others) await page.close();
});

test('a server that hangs is seen within 30 s, and what is shown is fresh when it goes on', async ({
  page,
  server,
  api,
  faults,
}) => {
  faults.allowCut('/api/v1/');
  faults.allowRefusal(503, '/api/v1/');
  await createDashboard(api, dashboardOf('live-hung', 'Live hung', [{ title: 'Up', query: UP }]));
  await page.goto(`/p/${PROJECT}/runs`);
  const chip = chipOf(page);
  await expect(chip).toHaveText('Live');
  server.freeze();
  try {
    await expect(chip).toHaveText(/Reconnecting|Stale/, { timeout: SEEN_WITHIN_MS });
  } finally {
    server.thaw();
  }
  await expect(chip).toHaveText('Live', { timeout: 60_000 });
  await check(api, ['live-hung']);
  await expect(page.getByRole('main')).toContainText(/\d new|Live hung/);
});

/** A proxy in between that cuts streams. */
async function startCuttingProxy(target: string): Promise<{ url: string; proxy: Server }> {
  const proxy = createServer((incoming, outgoing) => {
    if (incoming.url?.startsWith('/api/v1/events') === true) {
      outgoing.writeHead(502).end('cut');
      return;
    }
    const { hostname, port } = new URL(target);
    const onward = forward(
      { hostname, port, path: incoming.url, method: incoming.method, headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  const { port } = proxy.address() as AddressInfo; // it listens on a port
  return { url: `http://127.0.0.1:${port}`, proxy };
}

test('where streams are cut the page asks instead, and says so', async ({ browser, server, admin, faults }) => {
  faults.allowRefusal(502, '/events');
  const { url, proxy } = await startCuttingProxy(server.url);
  const context = await browser.newContext({ storageState: admin.state });
  const page = await context.newPage();
  await page.goto(`${url}/settings/about`);
  await expect(chipOf(page)).toHaveText('Every 5 s');
  await context.close();
  proxy.closeAllConnections();
  proxy.close();
});

test('paused means that nothing goes on: neither charts nor rows', async ({ page, api }) => {
  await createDashboard(api, dashboardOf('live-paused', 'Live paused', [{ title: 'Up', query: UP }]));
  await page.clock.install();
  await page.goto(`/p/${PROJECT}/dashboards/live-paused?refresh=5s`);
  await expect(page.getByRole('region', { name: 'Up' })).toBeVisible();
  const asked: string[] = [];
  const isQuery = (url: string): boolean => url.includes('/proxy/');
  const isAsked = page.waitForRequest((request) => isQuery(request.url()));
  await page.clock.runFor(6000);
  await isAsked;
  await chipOf(page).click();
  await expect(chipOf(page)).toHaveText('Paused');
  page.on('request', (request) => {
    if (isQuery(request.url())) asked.push(request.url());
  });
  await page.clock.runFor(60_000);
  expect(asked).toEqual([]);
  // What is not read anew grows older, and says so.
  await expect(page.getByText(/^Updated 1 min ago$/)).toBeVisible();
  await chipOf(page).click();
  await expect.poll(() => asked.length).toBeGreaterThan(0);
});

test('a sign-out that failed says so, and one that worked ends every window', async ({
  visit,
  server,
  api,
  faults,
}) => {
  faults.allowRefusal(503, '/api/v1/session');
  faults.allowRefusal(401, '/api/v1/');
  const { state } = await createUser(api, server.url, 'live-leaver', 'readonly');
  const page = await visit(state);
  await page.goto('/settings/about');
  const other = await page.context().newPage();
  await other.goto(`/p/${PROJECT}/runs`);
  await expect(chipOf(other)).toHaveText('Live');
  await page.route('**/api/v1/session', (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      body: JSON.stringify({ status: 503, code: 'unavailable', message: 'The database is away' }),
    }),
  );
  await signOut(page);
  const notices = page.getByRole('status', { name: 'Notices' });
  await expect(notices).toContainText('You are still signed in');
  await expect(notices).toContainText('The database is away');
  await expect(page).toHaveURL('/settings/about');
  await page.unroute('**/api/v1/session');
  await signOut(page);
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(other).toHaveURL(/\/sign-in/);
});

test('what is refused says so where nothing else would', async ({ page, faults }) => {
  faults.allowRefusal(409, '/validations');
  await page.route('**/validations', (route) =>
    route.fulfill({
      status: 409,
      contentType: 'application/problem+json',
      body: JSON.stringify({ status: 409, code: 'conflict', message: 'Checks are switched off' }),
    }),
  );
  await page.goto('/settings/about');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox').fill('>check all');
  await page.getByRole('option', { name: /Check all/ }).click();
  const notices = page.getByRole('status', { name: 'Notices' });
  await expect(notices).toContainText('The check did not start');
  await expect(notices).toContainText('Checks are switched off');
  await notices.getByRole('button', { name: 'Close this notice' }).click();
  await expect(notices).toBeEmpty();
});

test('a membership, another role and its end act without a reload', async ({ visit, server, api, faults }) => {
  faults.allowRefusal(404, '/api/v1/');
  const { state } = await createUser(api, server.url, 'live-newcomer');
  const page = await visit(state);
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const nav = page.getByRole('navigation', { name: 'Main' });
  await expect(nav.getByRole('link', { name: 'Dashboards' })).toHaveCount(0);
  const member = `/api/v1/projects/${PROJECT}/members/live-newcomer`;
  expect((await api.put(member, { data: { role: 'readonly' } })).ok()).toBe(true);
  await expect(nav.getByRole('link', { name: 'Dashboards' })).toBeVisible();
  await nav.getByRole('link', { name: 'Dashboards' }).click();
  const create = page.getByRole('button', { name: 'New dashboard' });
  await expect(create).toBeDisabled();
  expect((await api.put(member, { data: { role: 'manager' } })).ok()).toBe(true);
  await expect(create).toBeEnabled();
  expect((await api.delete(member)).ok()).toBe(true);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`There is no project ${PROJECT} for you`);
});
