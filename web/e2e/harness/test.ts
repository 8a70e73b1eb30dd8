import { AxeBuilder } from '@axe-core/playwright';
import { expect, request, test as base, type APIRequestContext, type Page } from '@playwright/test';
import { startDashkeep, type Dashkeep } from './dashkeep';

export const PASSWORD = 'correct horse battery';
export const PROJECT = 'default';

type StorageState = Awaited<ReturnType<APIRequestContext['storageState']>>;
type Account = { state: StorageState };

type WorkerFixtures = {
  server: Dashkeep;
  /** The administrator, whose password was set through the link of the first start. */
  admin: Account;
};
type Fixtures = {
  /** The API as the administrator, to prepare what a test needs. */
  api: APIRequestContext;
  /** Fails the test when the page reports an error of its own. */
  quiet: undefined;
};

/** The browser reports each refused request as an error; the page's answer to it is what tests look at. */
const REFUSED_REQUEST = /^Failed to load resource/;

/** One server for each worker, with its administrator signed in. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs from it
    async ({}, provide) => {
      const server = await startDashkeep();
      await provide(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  admin: [
    async ({ server }, provide) => {
      const context = await request.newContext({ baseURL: server.url, extraHTTPHeaders: { Origin: server.url } });
      const answer = await context.post(`/api/v1/links/${server.setupPath.replace('/setup/', '')}`, {
        data: { password: PASSWORD, email: 'ops@example.com' },
      });
      expect(answer.status()).toBe(200);
      await provide({ state: await context.storageState() });
      await context.dispose();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ server }, provide) => provide(server.url),
  storageState: async ({ admin }, provide) => provide(admin.state),
  api: async ({ server, admin }, provide) => {
    const headers = { Origin: server.url };
    const context = await request.newContext({
      baseURL: server.url,
      storageState: admin.state,
      extraHTTPHeaders: headers,
    });
    await provide(context);
    await context.dispose();
  },
  quiet: [
    async ({ page }, provide) => {
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => {
        const isFault = message.type() === 'error' && !REFUSED_REQUEST.test(message.text());
        if (isFault) faults.push(message.text());
      });
      await provide(undefined);
      expect(faults, 'errors in the console').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Creates a user with a password of their own and gives what a browser needs to be them. */
export async function createUser(api: APIRequestContext, url: string, login: string): Promise<Account> {
  const created = await api.post('/api/v1/users', { data: { login } });
  expect(created.status()).toBe(201);
  const { link } = (await created.json()) as { link: string }; // the contract's UserWithLink
  const context = await request.newContext({ baseURL: url, extraHTTPHeaders: { Origin: url } });
  const token = new URL(link, url).pathname.split('/').at(-1) ?? '';
  expect((await context.post(`/api/v1/links/${token}`, { data: { password: PASSWORD } })).status()).toBe(200);
  const state = await context.storageState();
  await context.dispose();
  return { state };
}

/** What axe finds on the page as it is now, in one line each. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}
