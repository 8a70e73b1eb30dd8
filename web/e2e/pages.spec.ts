import type { APIRequestContext, Page } from '@playwright/test';
import { check, createDashboard, dashboardOf, UP, untilMeasured } from './harness/dashboards';
import { laidOut } from './harness/room';
import { accessibilityFaults, expect, PROJECT, test } from './harness/test';
import { laterWindow } from './harness/windows';

const P = `/p/${PROJECT}`;

/** What the pages show: something sound, something broken, a run of both, something in the bin. */
async function furnish(api: APIRequestContext): Promise<{ run: string; policy: string }> {
  await untilMeasured(api);
  const missing = 'rate(no_such_metric_total[5m])';
  await createDashboard(api, dashboardOf('shown-sound', 'Shown, sound', [{ title: 'Is it up', query: UP }]));
  await createDashboard(
    api,
    dashboardOf('shown-broken', 'Shown, broken', [
      { title: 'Requests', query: missing },
      { title: 'Nothing', query: 'up{job="nobody"}' },
      { title: 'Is it up', query: UP, kind: 'StatChart' },
      { title: 'Threads', query: 'go_threads', kind: 'GaugeChart' },
    ]),
  );
  await createDashboard(api, dashboardOf('shown-gone', 'Shown, gone', [{ title: 'Is it up', query: UP }]));
  await api.delete(`/api/v1/projects/${PROJECT}/dashboards/shown-gone`);
  const run = await check(api, ['shown-sound', 'shown-broken', 'dashkeep']);
  const made = await api.post(`/api/v1/projects/${PROJECT}/policies`, {
    data: {
      name: 'Shown every night',
      environment: 'builtin',
      assets: { kind: 'list', names: ['shown-sound', 'shown-broken'] },
      ...laterWindow(),
    },
  });
  expect(made.ok(), await made.text()).toBe(true);
  const policy = (await made.json()) as { id: string }; // the contract's Policy
  return { run, policy: policy.id };
}

let shown: { run: string; policy: string } | undefined;

test.beforeEach(async ({ api }) => {
  shown ??= await furnish(api);
});

/** Every page that there is, with its address. */
const PAGES: Readonly<Record<string, string | (() => string)>> = {
  home: '/',
  dashboards: `${P}/dashboards`,
  bin: `${P}/dashboards?tab=bin`,
  'new dashboard': `${P}/dashboards/new`,
  dashboard: `${P}/dashboards/dashkeep`,
  'broken dashboard': `${P}/dashboards/shown-broken`,
  'dashboard editor': `${P}/dashboards/dashkeep/edit`,
  'panel editor': `${P}/dashboards/shown-sound/edit?edit=panel-0`,
  'dashboard history': `${P}/dashboards/dashkeep/history`,
  'no dashboard': `${P}/dashboards/nowhere`,
  'health by cause': `${P}/health`,
  'health as a matrix': `${P}/health?view=matrix`,
  'health as a list': `${P}/health?view=list`,
  'health report': `${P}/health/builtin/shown-broken`,
  policies: `${P}/health/policies`,
  'new policy': `${P}/health/policies/new`,
  policy: () => `${P}/health/policies/${shown?.policy ?? ''}`,
  runs: `${P}/runs`,
  run: () => `${P}/runs/${shown?.run ?? ''}`,
  members: `${P}/settings/members`,
  datasources: `${P}/settings/datasources`,
  'new datasource': `${P}/settings/datasources?new=`,
  profile: '/settings/profile',
  tokens: '/settings/tokens',
  about: '/settings/about',
  users: '/admin/users',
  projects: '/admin/projects',
  'new project': '/admin/projects?new=',
  'global datasources': '/admin/datasources',
  documentation: '/help/user/import-export',
  'no project': '/p/someone-else/dashboards',
  'not found': '/nothing/here',
};

/** The drawer of the panel editor is Perses' own; its markup has these faults in the version that is pinned. */
const PERSES_DRAWER = ['aria-input-field-name', 'button-name', 'color-contrast', 'heading-order', 'region'];

function ours(name: string, found: readonly string[]): string[] {
  const theirs = name === 'panel editor' ? PERSES_DRAWER : [];
  return found.filter((fault) => !theirs.some((rule) => fault.startsWith(`${rule}:`)));
}

const IN_FRONT = { 'sign-in': '/sign-in', 'dead link': '/password/this-link-does-not-exist' } as const;

async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading').first()).toBeVisible();
  // Skeletons have gone when no region is loading any more.
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
  // Panels off screen do not ask before they come near: only those in view have to be there.
  const reading = page.getByRole('status', { name: 'Reading' });
  const inView = (): Promise<number> =>
    reading.evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().top < window.innerHeight).length);
  await expect.poll(inView).toBe(0);
}

/** For people: `E2E_PICTURES=1` leaves a picture of each page in each look in test-results/pictures. */
async function picture(page: Page, name: string, look: string): Promise<void> {
  if (process.env['E2E_PICTURES'] !== '1') return;
  await page.screenshot({ path: `test-results/pictures/${name.replaceAll(' ', '-')}.${look}.png` });
}

for (const [name, path] of Object.entries(PAGES)) {
  test(`${name}: no fault that axe finds in both themes, and it fits a phone`, async ({ page, faults }) => {
    if (name === 'no dashboard') faults.allowRefusal(404, '/dashboards/nowhere');
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.goto(typeof path === 'string' ? path : path());
    await settled(page);
    await picture(page, name, 'wide');
    expect(ours(name, await accessibilityFaults(page)), 'light').toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await picture(page, name, 'dark');
    expect(ours(name, await accessibilityFaults(page)), 'dark').toEqual([]);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 390, height: 844 });
    await settled(page);
    await laidOut(page);
    await picture(page, name, 'narrow');
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, 'wider than the window').toBeLessThanOrEqual(0);
    expect(ours(name, await accessibilityFaults(page)), 'narrow').toEqual([]);
  });
}

test('the drawers of the builder: no fault that axe finds', async ({ page }) => {
  await page.goto(`${P}/dashboards/shown-sound/edit`);
  await settled(page);
  await page.getByRole('button', { name: 'Panel', exact: true }).click();
  const drawer = page.getByRole('dialog', { name: 'Add Panel' });
  for (const tab of ['Query', 'General Settings', 'Query Settings', 'Links', 'JSON']) {
    await drawer.getByRole('tab', { name: tab, exact: true }).click();
    expect(await accessibilityFaults(page), tab).toEqual([]);
  }
  await page.goto(`${P}/dashboards/shown-sound/edit`);
  await page.getByRole('button', { name: 'Variables', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Edit Dashboard Variables' })).toBeVisible();
  expect(await accessibilityFaults(page), 'variables').toEqual([]);
  await page.getByRole('button', { name: 'Add Variable' }).click();
  await expect(page.getByRole('dialog', { name: 'Add Variable' })).toBeVisible();
  expect(await accessibilityFaults(page), 'one variable').toEqual([]);
});

for (const [name, path] of Object.entries(IN_FRONT)) {
  test(`${name}: no fault that axe finds in both themes, and it fits a phone`, async ({ visit, faults }) => {
    faults.allowRefusal(404, '/api/v1/links/');
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await visit(undefined, { colorScheme });
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await picture(page, name, colorScheme === 'light' ? 'wide' : 'dark');
      expect(await accessibilityFaults(page), colorScheme).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      await picture(page, name, 'narrow');
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, 'wider than the window').toBeLessThanOrEqual(0);
    }
  });
}
