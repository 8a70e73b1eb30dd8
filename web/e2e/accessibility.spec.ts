import { accessibilityFaults, expect, PROJECT, test } from './harness/test';

/** Every page that exists on a fresh server, with its address. */
const PAGES = {
  home: '/',
  dashboards: `/p/${PROJECT}/dashboards`,
  'new dashboard': `/p/${PROJECT}/dashboards/new`,
  dashboard: `/p/${PROJECT}/dashboards/dashkeep`,
  'dashboard editor': `/p/${PROJECT}/dashboards/dashkeep/edit`,
  'dashboard history': `/p/${PROJECT}/dashboards/dashkeep/history`,
  health: `/p/${PROJECT}/health`,
  policies: `/p/${PROJECT}/health/policies`,
  'new policy': `/p/${PROJECT}/health/policies/new`,
  runs: `/p/${PROJECT}/runs`,
  members: `/p/${PROJECT}/settings/members`,
  datasources: `/p/${PROJECT}/settings/datasources`,
  'new datasource': `/p/${PROJECT}/settings/datasources?new=`,
  profile: '/settings/profile',
  tokens: '/settings/tokens',
  about: '/settings/about',
  users: '/admin/users',
  'global datasources': '/admin/datasources',
  'not found': '/nothing/here',
} as const;

for (const scheme of ['light', 'dark'] as const) {
  test.describe(`in the ${scheme} theme`, () => {
    test.use({ colorScheme: scheme });

    for (const [name, path] of Object.entries(PAGES)) {
      test(`${name} has no fault that axe finds`, async ({ page }) => {
        await page.goto(path);
        await expect(page.getByRole('heading').first()).toBeVisible();
        // Skeletons have gone when no region is loading any more.
        await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
        expect(await accessibilityFaults(page)).toEqual([]);
      });
    }

    test('the pages in front of the sign-in have none either', async ({ browser, server }) => {
      const context = await browser.newContext({ baseURL: server.url, colorScheme: scheme });
      const page = await context.newPage();
      for (const path of ['/sign-in', '/password/this-link-does-not-exist']) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        expect(await accessibilityFaults(page)).toEqual([]);
      }
      await context.close();
    });
  });
}
