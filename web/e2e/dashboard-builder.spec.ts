import type { Locator, Page } from '@playwright/test';
import { createDashboard, dashboardOf, readDashboard, saveDashboard, UP, untilMeasured } from './harness/dashboards';
import { expect, PROJECT, test } from './harness/test';

const LIST = `/p/${PROJECT}/dashboards`;

const drawer = (page: Page): Locator => page.locator('.MuiDrawer-root');

/** So long one step waits before it is tried again from the first. */
const STEP_MS = 10_000;

type Wanted = { title: string; kind: string; begin: string; complete: string; rest?: string };

/** Adds a panel with a query that is completed by the editor from the metrics that are there. */
async function addPanel(page: Page, { title, kind, begin, complete, rest = '' }: Wanted): Promise<void> {
  await page.getByRole('button', { name: 'Panel', exact: true }).click();
  const form = drawer(page);
  await form.getByRole('textbox', { name: /^Name/ }).fill(title);
  await choose(page, form.getByRole('combobox', { name: /^Type/ }), kind);
  const query = form.locator('.cm-content').first();
  // Another kind of panel brings its query editor anew once its code has come, at any of these steps: what was typed
  // is then gone, and is typed again as a person would.
  await expect(async () => {
    await query.click({ timeout: STEP_MS });
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(begin, { delay: 20 });
    await page.getByRole('option', { name: new RegExp(`^${complete}`) }).click({ timeout: STEP_MS });
    await expect(query).toHaveText(complete, { timeout: STEP_MS });
    if (rest !== '') await page.keyboard.type(rest);
    await expect(query).toHaveText(`${complete}${rest}`, { timeout: STEP_MS });
  }).toPass();
  await form.getByRole('button', { name: 'Run Query' }).click();
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(form).toBeHidden();
  // Panels below the window's edge are drawn when they come into sight; the grid is laid out anew with each panel.
  await expect(async () => {
    await page.locator('.react-grid-item').last().scrollIntoViewIfNeeded({ timeout: STEP_MS });
    await expect(page.getByRole('heading', { name: title, exact: true })).toBeVisible({ timeout: STEP_MS });
  }).toPass();
}

/** Chooses from a list. On a busy machine the list may open again under the click: then it is chosen again. */
async function choose(page: Page, field: Locator, wanted: string): Promise<void> {
  const option = page.getByRole('option', { name: wanted, exact: true });
  await expect(async () => {
    if (!(await option.isVisible())) await field.click({ timeout: STEP_MS });
    await option.click({ timeout: STEP_MS });
    await expect(page.getByRole('listbox')).toBeHidden({ timeout: STEP_MS });
  }).toPass();
}

async function save(page: Page, why: string): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Why (optional)').fill(why);
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
}

/** Drags a panel up and to the right. The grid may be laid out anew under the pointer: then it is taken again. */
async function drag(page: Page, handle: Locator, card: Locator): Promise<void> {
  let before = { x: 0, y: 0 };
  // The grid draws its panels anew while their data comes.
  await expect(async () => {
    await handle.scrollIntoViewIfNeeded({ timeout: STEP_MS });
    before = await placeOf(card);
  }).toPass();
  await expect(async () => {
    await handle.scrollIntoViewIfNeeded({ timeout: STEP_MS });
    const grip = await handle.boundingBox();
    if (!grip) throw new Error('there is nothing to drag by');
    await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
    await page.mouse.down();
    await page.mouse.move(grip.x + 600, grip.y - 200, { steps: 12 });
    await page.mouse.up();
    await expect.poll(() => placeOf(card), { timeout: STEP_MS }).not.toEqual(before);
  }).toPass();
}

async function placeOf(panel: Locator): Promise<{ x: number; y: number }> {
  const box = await panel.boundingBox();
  if (!box) throw new Error('the panel has no place on the page');
  return { x: Math.round(box.x), y: Math.round(box.y) };
}

test('three panels, one dragged, saved with a reason; history shows it and leads back', async ({ page, api }) => {
  await untilMeasured(api);
  await createDashboard(api, dashboardOf('built', 'Built', [{ title: 'Is it up', query: UP }]));
  await page.goto(`${LIST}/built/edit`);
  await expect(page.getByRole('heading', { name: 'Is it up' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await addPanel(page, { title: 'Routines', kind: 'Time series', begin: 'go_gor', complete: 'go_goroutines' });
  await addPanel(page, { title: 'Threads', kind: 'Gauge', begin: 'go_thr', complete: 'go_threads' });
  await addPanel(page, {
    title: 'Descriptors',
    kind: 'Stat',
    begin: 'process_open',
    complete: 'process_open_fds',
    rest: ' / process_max_fds',
  });
  await expect(page.getByRole('status').filter({ hasText: 'Unsaved changes' })).toBeVisible();

  const handle = page.getByRole('button', { name: 'move panel Descriptors' });
  await drag(page, handle, page.locator('.react-grid-item').filter({ has: handle }));

  await save(page, 'three more to look at');
  await expect(page).toHaveURL(`${LIST}/built`);
  await page.reload();
  for (const title of ['Is it up', 'Routines', 'Threads', 'Descriptors']) {
    await expect(page.getByRole('heading', { name: title, exact: true })).toBeVisible();
  }
  const saved = await readDashboard(api, 'built');
  expect(Object.keys(saved.spec.panels)).toHaveLength(4);
  expect(Object.values(saved.spec.panels).map((panel) => panel.spec.plugin.kind)).toEqual(
    expect.arrayContaining(['TimeSeriesChart', 'GaugeChart', 'StatChart']),
  );

  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'History' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('2 versions of Built');
  await expect(page.getByText('three more to look at')).toBeVisible();
  const comparison = page.getByRole('region', { name: 'Comparison' });
  await expect(comparison).toContainText(/Panel 'Routines' added/);
  await expect(comparison.getByRole('status')).toContainText('added');

  await page.getByRole('button', { name: 'More about version 0' }).click();
  await page.getByRole('menuitem', { name: 'Restore version 0' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('It becomes version 2');
  await expect(dialog.getByRole('status')).toContainText('removed');
  await dialog.getByRole('button', { name: 'Restore version 0' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('3 versions of Built');
  await page.goto(`${LIST}/built`);
  await expect(page.getByRole('heading', { name: 'Is it up' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Routines' })).toBeHidden();
});

test('a query that is no PromQL is not saved, and the place is named', async ({ page, api, faults }) => {
  await createDashboard(api, dashboardOf('mistyped', 'Mistyped', [{ title: 'Is it up', query: UP }]));
  await page.goto(`${LIST}/mistyped/edit`);
  await page.getByRole('button', { name: 'edit panel Is it up' }).click();
  const query = drawer(page).locator('.cm-content').first();
  await query.click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText('sum(rate(up[5m])');
  faults.allowRefusal(400, '/');
  // The editor's preview, which is Perses' own, throws the answer to its boundary, which shows it.
  faults.allowCaught('The query cannot be read at line 1, column 17: unclosed left parenthesis');
  await drawer(page).getByRole('button', { name: 'Apply', exact: true }).click();
  await save(page, '');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('The dashboard is not saved');
  await expect(dialog).toContainText('Is it up');
  await expect(dialog).toContainText(/is not PromQL.*unclosed left parenthesis/);
});

test.describe('two people save at once', () => {
  const mine = { title: 'Mine', query: UP };
  const theirs = { title: 'Theirs', query: 'go_threads' };

  /** Adds a panel here, while somebody else saves another one; ends in the dialog that tells both. */
  async function collide(page: Page, api: Parameters<typeof createDashboard>[0], name: string): Promise<Locator> {
    await createDashboard(api, dashboardOf(name, 'Shared', [{ title: 'First', query: UP }]));
    await page.goto(`${LIST}/${name}/edit`);
    await addPanel(page, { title: mine.title, kind: 'Time series', begin: 'go_gor', complete: 'go_goroutines' });
    await saveDashboard(api, dashboardOf(name, 'Shared', [{ title: 'First', query: UP }, theirs]), 'theirs was first');
    await save(page, 'mine');
    const dialog = page.getByRole('dialog', { name: /saved version 1 while you were editing/ });
    await expect(dialog).toBeVisible();
    await expect(dialog).toContainText('Theirs');
    return dialog;
  }

  function titlesOf(document: Awaited<ReturnType<typeof readDashboard>>): string[] {
    return Object.values(document.spec.panels)
      .map((panel) => panel.spec.display.name)
      .sort();
  }

  test.beforeEach(({ faults }) => faults.allowRefusal(409, `/api/v1/projects/${PROJECT}/dashboards/`));

  test('mine shall stand: theirs stays in the history', async ({ page, api }) => {
    const dialog = await collide(page, api, 'shared-mine');
    await dialog.getByText('Mine', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Save mine as version 2' }).click();
    await expect(page).toHaveURL(`${LIST}/shared-mine`);
    await expect.poll(async () => titlesOf(await readDashboard(api, 'shared-mine'))).toEqual(['First', 'Mine']);
    await page.goto(`${LIST}/shared-mine/history`);
    await expect(page.getByText('theirs was first')).toBeVisible();
    await expect(page.getByText(/mine \(saved over version 1 of .+\)/)).toBeVisible();
  });

  test('the reason stays when one goes on editing, and the changes are mine only', async ({ page, api }) => {
    const dialog = await collide(page, api, 'shared-again');
    await dialog.getByRole('button', { name: 'Go on editing' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const again = page.getByRole('dialog', { name: 'Save Shared' });
    await expect(again.getByLabel('Why (optional)')).toHaveValue('mine');
    await expect(again).toContainText("Panel 'Mine' added");
    await expect(again).not.toContainText('Theirs');
  });

  test('theirs shall stand: mine is downloaded', async ({ page, api }) => {
    const dialog = await collide(page, api, 'shared-theirs');
    await dialog.getByText('Theirs', { exact: true }).click();
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Take version 1' }).click();
    const file = await (await download).createReadStream();
    const text = (await file.toArray()).join('');
    expect(titlesOf(JSON.parse(text))).toEqual(['First', 'Mine']);
    await expect(page).toHaveURL(`${LIST}/shared-theirs`);
    expect(titlesOf(await readDashboard(api, 'shared-theirs'))).toEqual(['First', 'Theirs']);
  });

  test('both shall stand: mine becomes a copy', async ({ page, api }) => {
    const dialog = await collide(page, api, 'shared-both');
    const copy = await dialog.getByLabel('URL name of the copy').inputValue();
    expect(copy).toMatch(/^shared-both-/);
    await dialog.getByRole('button', { name: 'Save mine as a copy' }).click();
    await expect(page).toHaveURL(`${LIST}/${copy}`);
    expect(titlesOf(await readDashboard(api, copy))).toEqual(['First', 'Mine']);
    expect(titlesOf(await readDashboard(api, 'shared-both'))).toEqual(['First', 'Theirs']);
  });

  test('a draft outlives the browser tab', async ({ page, api }) => {
    await createDashboard(api, dashboardOf('drafted', 'Drafted', [{ title: 'First', query: UP }]));
    await page.goto(`${LIST}/drafted/edit`);
    await addPanel(page, { title: 'Kept', kind: 'Time series', begin: 'go_gor', complete: 'go_goroutines' });
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Leave, keep the draft' }).click();
    await expect(page).toHaveURL(`${LIST}/drafted`);
    await page.goto(`${LIST}/drafted/edit`);
    await page.getByRole('button', { name: 'Continue with them' }).click();
    await expect(page.getByRole('heading', { name: 'Kept' })).toBeVisible();
  });
});
