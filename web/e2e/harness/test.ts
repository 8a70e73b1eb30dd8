import { AxeBuilder } from '@axe-core/playwright';
import { expect, request, test as base, type APIRequestContext, type Browser, type Page } from '@playwright/test';
import { startDashkeep, type Dashkeep } from './dashkeep';
import { Faults } from './faults';
import { startPrometheus, startRoad, type Road } from './prometheus';

export const PASSWORD = 'correct horse battery';
export const PROJECT = 'default';

export type StorageState = Awaited<ReturnType<APIRequestContext['storageState']>>;
export type Account = { state: StorageState };

type WorkerFixtures = {
  server: Dashkeep;
  /** The administrator, whose password was set through the link of the first start. */
  admin: Account;
  /** A Prometheus outside of Dashkeep, known to the project as the datasource 'outside', on a road of any length. */
  outside: Road;
};
type Fixtures = {
  /** The API as the administrator, to prepare what a test needs. */
  api: APIRequestContext;
  /** Fails the test when a page writes an error into its console. */
  faults: Faults;
  /** Opens a page in a browser of its own, as somebody else or in another window; nobody without a state. */
  visit: (state: StorageState | undefined, options?: Parameters<Browser['newContext']>[0]) => Promise<Page>;
};

/** One server for each file, with its administrator signed in: see the projects of playwright.config.ts. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs from it
    async ({}, provide) => {
      const server = await startDashkeep();
      await provide(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 180_000 },
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
  outside: [
    async ({ server, admin, playwright }, provide) => {
      const prometheus = await startPrometheus(server.url);
      const road = await startRoad(prometheus.url);
      const context = await playwright.request.newContext({
        baseURL: server.url,
        storageState: admin.state,
        extraHTTPHeaders: { Origin: server.url },
      });
      const made = await context.post(`/api/v1/projects/${PROJECT}/datasources`, {
        data: datasourceOf('outside', road.url),
      });
      expect(made.ok(), await made.text()).toBe(true);
      await context.dispose();
      await provide(road);
      await road.stop();
      await prometheus.stop();
    },
    { scope: 'worker', timeout: 180_000 },
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
  faults: [
    async ({ page }, provide) => {
      const faults = new Faults();
      faults.watch(page);
      await provide(faults);
      expect(faults.found(), 'errors in the console').toEqual([]);
    },
    { auto: true },
  ],
  visit: async ({ browser, server, faults, viewport }, provide) => {
    const opened: (() => Promise<void>)[] = [];
    await provide(async (state, options) => {
      const context = await browser.newContext({
        baseURL: server.url,
        viewport,
        storageState: state ?? { cookies: [], origins: [] },
        ...options,
      });
      opened.push(() => context.close());
      const page = await context.newPage();
      faults.watch(page);
      return page;
    });
    for (const close of opened) await close();
  },
});

export { expect };

/** A Prometheus or Thanos of the project, in Perses' form. */
export function datasourceOf(name: string, url: string) {
  return {
    kind: 'Datasource',
    metadata: { name, project: PROJECT },
    spec: {
      default: false,
      plugin: { kind: 'PrometheusDatasource', spec: { proxy: { kind: 'HTTPProxy', spec: { url } } } },
    },
  };
}

/** Creates a user with a password of their own and gives what a browser needs to be them. */
export async function createUser(
  api: APIRequestContext,
  url: string,
  login: string,
  role?: 'owner' | 'manager' | 'operator' | 'readonly',
): Promise<Account> {
  const created = await api.post('/api/v1/users', { data: { login } });
  expect(created.status()).toBe(201);
  const { link } = (await created.json()) as { link: string }; // the contract's UserWithLink
  const context = await request.newContext({ baseURL: url, extraHTTPHeaders: { Origin: url } });
  const token = new URL(link, url).pathname.split('/').at(-1) ?? '';
  expect((await context.post(`/api/v1/links/${token}`, { data: { password: PASSWORD } })).status()).toBe(200);
  const state = await context.storageState();
  await context.dispose();
  if (role !== undefined) {
    const member = await api.put(`/api/v1/projects/${PROJECT}/members/${login}`, { data: { role } });
    expect(member.ok()).toBe(true);
  }
  return { state };
}

/** What axe finds on the page as it is now by WCAG 2 A and AA and by its own advice, in one line each. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}
