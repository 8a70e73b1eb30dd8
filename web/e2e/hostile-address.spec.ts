import { createDashboard, dashboardOf, UP } from './harness/dashboards';
import { Intrusions, MARKUP } from './harness/hostile';
import { expect, fits, P, settled, test } from './harness/hostile-world';
import { createUser, PASSWORD, PROJECT } from './harness/test';

test.beforeAll(async ({ playwright, server, admin }) => {
  const api = await playwright.request.newContext({
    baseURL: server.url,
    storageState: admin.state,
    extraHTTPHeaders: { Origin: server.url },
  });
  await createDashboard(api, dashboardOf('addressed', 'Addressed', [{ title: 'Is it up', query: UP }]));
  await api.dispose();
});

/** What an address may say that a page looks up. */
const WORDS = ['__proto__', 'constructor', 'toString', MARKUP, 'javascript:hostile=1'];
const QUERIES = {
  dashboards: ['tab', 'q', 'sort', 'tag', 'owner', 'state'],
  health: ['view', 'q', 'status', 'environment', 'tag', 'sort'],
  runs: ['status', 'operation', 'q', 'trigger', 'initiator', 'from', 'sort'],
  'dashboards/addressed': ['panel', 'start', 'end', 'refresh', 'tz', 'var-a', 'var-constructor', 'var-__proto__'],
  'dashboards/addressed/edit': ['edit', 'var-toString'],
  'dashboards/addressed/history': ['a', 'b', 'from', 'to'],
} as const;

for (const [name, keys] of Object.entries(QUERIES)) {
  test(`${name}: whatever the address says, the page stands`, async ({ page, faults }) => {
    // What an address asks for in vain the server refuses.
    for (const status of [400, 404, 422]) faults.allowRefusal(status, '/api/v1/');
    for (const word of WORDS) {
      const query = new URLSearchParams(keys.map((key) => [key, word]));
      await page.goto(`${P}/${name}?${query.toString()}`);
      await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
      await settled(page);
      await fits(page, word);
    }
  });
}

/** What a browser could take for another server, or for a script; fewer than the ten sign-ins that a minute allows. */
const RETURNS = [
  '//evil.invalid/',
  '/\\evil.invalid/',
  'https:evil.invalid',
  '/\t/evil.invalid/',
  '/p/..//evil.invalid/',
  'javascript:hostile=1',
  `/${'x'.repeat(10_240)}`,
];

test('signing in leads to a page of this server, whatever the address says', async ({ visit, server }) => {
  const page = await visit(undefined);
  const intrusions = new Intrusions(server.url);
  await intrusions.watch(page.context());
  for (const returnTo of RETURNS) {
    // Nothing of the page before asks any more.
    await page.goto('about:blank');
    await page.context().clearCookies();
    await page.goto(`/sign-in?returnTo=${encodeURIComponent(returnTo)}`);
    await page.getByLabel('User or email').fill('admin');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    expect(new URL(page.url()).origin, returnTo).toBe(server.url);
  }
  expect(intrusions.found()).toEqual([]);
});

test('after signing out nothing of the session is kept in the browser', async ({ visit, api, server, faults }) => {
  // Going back asks who is there, and nobody is.
  faults.allowRefusal(401, '/api/v1/');
  const { state } = await createUser(api, server.url, 'leaves.nothing', 'manager');
  const page = await visit(state);
  await page.goto('/settings/tokens');
  await page.getByRole('button', { name: 'Create API token' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('seen once');
  await page.getByRole('dialog').getByRole('button', { name: 'Create API token' }).click();
  const secret = (await page.getByRole('dialog').locator('code').textContent()) ?? '';
  expect(secret).not.toBe('');
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await page.goto(`${P}/dashboards/addressed`);
  await settled(page);
  await page.getByRole('button', { name: /^Your menu/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/sign-in');
  const kept = await page.evaluate(async () => ({
    storage: { ...localStorage, ...sessionStorage },
    caches: await caches.keys(),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    cookies: document.cookie,
  }));
  expect(kept).toEqual({
    storage: expect.objectContaining({ 'dashkeep.project': PROJECT }),
    caches: [],
    databases: [],
    workers: 0,
    cookies: '',
  });
  expect(
    Object.keys(kept.storage).filter(
      (name) => !/^dashkeep\.(project|theme|density|rail|log)|^react-router-scroll/.test(name),
    ),
  ).toEqual([]);
  expect(JSON.stringify(kept)).not.toContain(secret);
  expect(JSON.stringify(kept)).not.toContain('leaves.nothing');
  await page.goBack();
  await expect(page).toHaveURL(/\/sign-in/);
});
