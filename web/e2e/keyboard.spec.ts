import type { Locator, Page } from '@playwright/test';
import { check, createDashboard, dashboardOf, saveDashboard, UP, untilMeasured } from './harness/dashboards';
import { expect, PROJECT, test } from './harness/test';

const P = `/p/${PROJECT}`;
/** More tabs than any page of these journeys needs. */
const MOST_TABS = 80;

/** Presses Tab until something has the focus: what can't be reached so can't be used without a pointer. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let pressed = 0; pressed < MOST_TABS; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${target.toString()}`);
}

/** Goes through a list by one key until something has the focus. */
async function press(page: Page, key: string, target: Locator): Promise<void> {
  for (let pressed = 0; pressed < MOST_TABS; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not reach ${target.toString()}`);
}

async function arrive(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

test('by keys alone: the failing dashboard and its evidence', async ({ page, api }) => {
  await untilMeasured(api);
  const missing = 'rate(not_for_the_mouse_total[5m])';
  await createDashboard(api, dashboardOf('keys-failing', 'Keys failing', [{ title: 'Suspect', query: missing }]));
  await check(api, ['keys-failing']);
  await arrive(page, '/settings/about');
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await expect(page).toHaveURL(`${P}/health`);
  const cause = page.getByRole('button', { name: /Metric not_for_the_mouse_total is absent/ });
  await tabTo(page, page.getByRole('list', { name: 'Causes' }).getByRole('button').first());
  await press(page, 'j', cause);
  if ((await cause.getAttribute('aria-expanded')) === 'false') await page.keyboard.press('Enter');
  const row = page.getByRole('button', { name: /Keys failing/ });
  await expect(row).toBeVisible();
  await page.keyboard.press('j');
  await expect(row).toBeFocused();
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('complementary', { name: 'Evidence' });
  await expect(sheet).toContainText('not_for_the_mouse_total');
  await page.keyboard.press('o');
  await expect(page).toHaveURL(`${P}/health/builtin/keys-failing`);
  await expect(page.getByRole('main')).toContainText(/asks for metric not_for_the_mouse_total, which does not exist/);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await page.goBack();
  await expect(sheet).toBeVisible();
  // A page that has just come back listens a moment after it is seen.
  await expect(async () => {
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden({ timeout: 3_000 });
  }).toPass();
  await expect(page.locator('body')).not.toBeFocused();
  await press(page, 'j', row);
  await page.keyboard.press('Enter');
  await expect(sheet).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(row).toBeFocused();
});

test('by keys alone: a policy', async ({ page }) => {
  await arrive(page, '/');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('>new pol');
  await expect(page.getByRole('option', { name: /New policy/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${P}/health/policies/new`);
  await tabTo(page, page.getByLabel('Name', { exact: true }));
  await page.keyboard.type('By keys');
  await tabTo(page, page.getByRole('button', { name: 'Sunday' }));
  await page.keyboard.press('Space');
  await tabTo(page, page.getByLabel('From', { exact: true }));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('01:30');
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page).toHaveURL(`${P}/health/policies`);
  await expect(page.getByRole('row').filter({ hasText: 'By keys' })).toContainText('01:30 to 07:00');
});

test('by keys alone: a version is restored', async ({ page, api }) => {
  const first = dashboardOf('keys-restored', 'Keys restored', [{ title: 'Before', query: UP }]);
  await createDashboard(api, first);
  await saveDashboard(api, dashboardOf('keys-restored', 'Keys restored', [{ title: 'After', query: UP }]));
  await arrive(page, '/');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('keys restored');
  await expect(page.getByRole('option', { name: /Keys restored/ }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${P}/dashboards/keys-restored`);
  await tabTo(page, page.getByRole('button', { name: 'More', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'History' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${P}/dashboards/keys-restored/history`);
  await tabTo(page, page.getByRole('button', { name: 'More about version 0' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Restore version 0' })).toBeFocused();
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'Restore version 0' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('3 versions');
});

test('the focus goes to the page that came, and stays where something keeps it', async ({ page }) => {
  await arrive(page, `${P}/runs`);
  const area = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Dashboards' });
  await area.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${P}/dashboards`);
  const link = page.getByRole('main').getByRole('link', { name: 'Dashkeep', exact: true }).first();
  await expect(link).toBeVisible();
  await expect(area).toBeFocused();
  await link.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/dashboards\/[^/?]+/);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

test('the focus comes back from a saved view, and from deleting it', async ({ page }) => {
  await arrive(page, `${P}/runs?tab=all`);
  await tabTo(page, page.getByRole('button', { name: 'Save view' }));
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Name of the view')).toBeFocused();
  await page.keyboard.type('By keys');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'By keys', exact: true })).toBeFocused();
  await tabTo(page, page.getByRole('button', { name: 'Saved views' }));
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Delete view By keys' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Save view' })).toBeFocused();
});

test('the first Tab of a page skips to what it is about', async ({ page }) => {
  await arrive(page, '/settings/about');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});
