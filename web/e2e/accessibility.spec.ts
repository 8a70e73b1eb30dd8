import type { Page } from '@playwright/test';
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

/** What floats over a page. */
const OVERLAYS: Record<string, (page: Page) => Promise<void>> = {
  'the palette': async (page) => {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('option').first()).toBeVisible();
  },
  'the sheet of keys': async (page) => {
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  },
  'the bell': async (page) => {
    await page.getByRole('button', { name: /Tidings/ }).click();
    await expect(page.getByRole('dialog', { name: 'Tidings' })).toBeVisible();
  },
  'the menu of the user': async (page) => {
    await page.getByRole('button', { name: /Your menu/ }).click();
    await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible();
  },
};

const SCHEMES = ['light', 'dark'] as const;

/** What axe finds in both themes, each fault with its theme. */
async function faultsInBothThemes(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const scheme of SCHEMES) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const found = await accessibilityFaults(page);
    faults.push(...found.map((fault) => `${scheme}: ${fault}`));
  }
  return faults;
}

test.describe('axe finds no fault in either theme', () => {
  for (const [name, path] of Object.entries(PAGES)) {
    test(`on the page ${name}`, async ({ page }) => {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      // Skeletons have gone when no region is loading any more.
      await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
      expect(await faultsInBothThemes(page)).toEqual([]);
    });
  }

  for (const [name, open] of Object.entries(OVERLAYS)) {
    test(`with ${name} open`, async ({ page }) => {
      await page.goto('/settings/about');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await open(page);
      expect(await faultsInBothThemes(page)).toEqual([]);
    });
  }

  test('in front of the sign-in', async ({ browser, server }) => {
    const context = await browser.newContext({ baseURL: server.url });
    const page = await context.newPage();
    for (const path of ['/sign-in', '/password/this-link-does-not-exist']) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await faultsInBothThemes(page)).toEqual([]);
    }
    await context.close();
  });
});
