import type { APIRequestContext, Page } from '@playwright/test';
import { check, createDashboard, dashboardOf, saveDashboard, UP, untilMeasured } from './harness/dashboards';
import { datasourceOf, expect, PROJECT, test } from './harness/test';

const HEALTH = `/p/${PROJECT}/health`;

const report = (asset: string): string => `${HEALTH}/builtin/${asset}`;

/** Starts a check from the report page and waits for what it finds. */
async function checkNow(page: Page, headline: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(headline);
}

test.beforeEach(async ({ api }) => untilMeasured(api));

test('a check is started from Health, told while it runs, and found healthy', async ({ page, api }) => {
  await createDashboard(api, dashboardOf('sound', 'Sound', [{ title: 'Is it up', query: UP }]));
  // Before the first check of all, the page is another one.
  await page.goto(HEALTH);
  await page.getByRole('button', { name: /^Check \d+ dashboards/ }).click();
  await expect(page.getByRole('link', { name: 'What the run says' })).toBeVisible();
  await page.goto(`${HEALTH}?view=list&q=sound`);
  await page.getByRole('button', { name: 'Check 1 shown' }).click();
  await expect(page.getByRole('link', { name: 'What the run says' })).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: 'Sound' });
  await expect(row).toContainText('Healthy');
  await expect(row).toContainText('1 panel works');
  await page.getByRole('link', { name: 'What the run says' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/1 of 1 dashboard checked/);
  await expect(page.getByRole('region', { name: 'Items' })).toContainText('Sound');
  await expect(page.getByRole('log')).toContainText('Is it up');
});

type Break = {
  way: string;
  query: string;
  variables?: unknown[];
  status: 'failing' | 'with a warning';
  reason: RegExp;
};

const BREAKS: readonly Break[] = [
  {
    way: 'an unknown metric',
    query: 'rate(no_such_metric_total[5m])',
    status: 'failing',
    reason: /Panel 'Suspect' asks for metric no_such_metric_total, which does not exist/,
  },
  {
    way: 'a variable that makes it no PromQL',
    query: 'rate(up[$span])',
    variables: [{ kind: 'TextVariable', spec: { name: 'span', value: 'five parsecs' } }],
    status: 'failing',
    reason: /Panel 'Suspect' .*(PromQL|read|parse|syntax)/i,
  },
  {
    way: 'no data',
    query: 'up{job="nobody"}',
    status: 'with a warning',
    reason: /Panel 'Suspect' has no data in the last 15\s?m/,
  },
];

for (const { way, query, variables, status, reason } of BREAKS) {
  test(`a panel broken by ${way} is named with the reason, and healthy again once mended`, async ({ page, api }) => {
    const name = `broken-by-${way.replaceAll(/[^a-z]+/gi, '-').toLowerCase()}`;
    const title = `Broken by ${way}`;
    const sound = dashboardOf(name, title, [{ title: 'Suspect', query: UP }]);
    await createDashboard(api, sound);
    await check(api, [name]);
    await page.goto(report(name));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(new RegExp(`^${title}, healthy`));

    await saveDashboard(api, dashboardOf(name, title, [{ title: 'Suspect', query }], variables), 'breaks it');
    await checkNow(page, new RegExp(`^${title}, ${status}`));
    await expect(page.getByRole('main')).toContainText(reason);
    await expect(page.getByRole('region', { name: 'Panels' })).toContainText('Suspect');

    await saveDashboard(api, sound, 'mends it');
    await checkNow(page, new RegExp(`^${title}, healthy`));
    // A warning is no breaking.
    if (status === 'failing') await expect(page.getByRole('main')).toContainText(/It was broken for \d+/);
  });
}

test('a datasource that is gone is named with the panel that asks it', async ({ page, api, outside }) => {
  const path = `/api/v1/projects/${PROJECT}/datasources`;
  const made = await api.post(path, { data: datasourceOf('short-lived', outside.url) });
  expect(made.ok()).toBe(true);
  await untilMeasured(api, `projects/${PROJECT}/datasources/short-lived`, 'up');
  const document = dashboardOf('lost-source', 'Lost source', [
    { title: 'Elsewhere', query: 'up', datasource: 'short-lived' },
  ]);
  await createDashboard(api, document);
  await check(api, ['lost-source']);
  await page.goto(report('lost-source'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Lost source, healthy/);
  // It is in use: only force takes it away.
  expect((await api.delete(`${path}/short-lived`)).status()).toBe(409);
  expect((await api.delete(`${path}/short-lived?force=true`)).ok()).toBe(true);
  await checkNow(page, /^Lost source, failing/);
  await expect(page.getByRole('main')).toContainText(/Elsewhere/);
  await expect(page.getByRole('main')).toContainText(/datasource .*short-lived/i);
  await api.post(path, { data: datasourceOf('short-lived', outside.url) });
  await checkNow(page, /^Lost source, healthy/);
  await expect(page.getByRole('main')).toContainText(/It was broken for \d+/);
});

async function failingBadge(api: APIRequestContext): Promise<number> {
  const answer = await api.get(`/api/v1/projects/${PROJECT}/badges`);
  return ((await answer.json()) as { failing: number }).failing; // the contract's Badges
}

test('the badge of a failure turns up in another open browser by itself', async ({ page, api, visit, admin }) => {
  const broken = dashboardOf('badge', 'Badge', [{ title: 'Suspect', query: 'rate(never_measured_total[5m])' }]);
  const before = await failingBadge(api);
  const other = await visit(admin.state);
  for (const browser of [page, other]) {
    await browser.goto('/settings/about');
    await expect(browser.getByRole('banner').getByRole('status')).toHaveText('Live');
  }
  await createDashboard(api, broken);
  await check(api, ['badge']);
  const failing = (count: number): RegExp => new RegExp(`${count}\\s*failing`);
  for (const browser of [page, other]) {
    const rail = browser.getByRole('navigation', { name: 'Main' });
    await expect(
      rail.getByText(failing(before + 1)).or(rail.getByRole('img', { name: failing(before + 1) })),
    ).toBeAttached();
  }
  await saveDashboard(api, dashboardOf('badge', 'Badge', [{ title: 'Suspect', query: UP }]));
  await check(api, ['badge']);
  const rail = other.getByRole('navigation', { name: 'Main' });
  await expect(
    rail.getByText(failing(before + 1)).or(rail.getByRole('img', { name: failing(before + 1) })),
  ).toHaveCount(0);
});

test('what is wrong stands by its cause, with the evidence beside it', async ({ page, api }) => {
  const missing = 'sum(rate(absent_everywhere_total[5m]))';
  for (const name of ['first', 'second']) {
    await createDashboard(api, dashboardOf(`cause-${name}`, `Cause ${name}`, [{ title: 'Suspect', query: missing }]));
  }
  await check(api, ['cause-first', 'cause-second']);
  await page.goto(HEALTH);
  const cause = page.getByRole('button', { name: /Metric absent_everywhere_total is absent/ });
  await expect(cause).toContainText('2 dashboards');
  if ((await cause.getAttribute('aria-expanded')) === 'false') await cause.click();
  await page.getByRole('button', { name: /Cause second/ }).click();
  const sheet = page.getByRole('complementary', { name: 'Evidence' });
  await expect(sheet.getByRole('heading', { name: 'Cause second' })).toBeVisible();
  await expect(sheet).toContainText('Suspect');
  await expect(sheet).toContainText(missing);
  await expect(sheet).toContainText('0 series');
  await expect(page).toHaveURL(/cause-second/);
  await page.keyboard.press('o');
  await expect(page).toHaveURL(report('cause-second'));
  await page.goto(`${HEALTH}?view=matrix`);
  await expect(page.getByRole('main')).toContainText('Built-in');
});

test('a check that finds what is broken has succeeded, and the run says the words of Health', async ({ page, api }) => {
  const path = `/api/v1/projects/${PROJECT}/datasources`;
  expect((await api.post(path, { data: datasourceOf('nowhere', 'http://127.0.0.1:59999') })).ok()).toBe(true);
  const missing = 'rate(said_alike_total[5m])';
  await createDashboard(api, dashboardOf('alike-broken', 'Alike broken', [{ title: 'Suspect', query: missing }]));
  await createDashboard(
    api,
    dashboardOf('alike-dark', 'Alike dark', [{ title: 'Elsewhere', query: 'up', datasource: 'nowhere' }]),
  );
  const broken = await check(api, ['alike-broken']);
  await page.goto(`/p/${PROJECT}/runs/${broken}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/1 of 1 dashboard checked, 1 failing$/);
  await expect(page.getByRole('img', { name: 'Succeeded' }).first()).toBeVisible();

  const both = await check(api, ['alike-broken', 'alike-dark']);
  await page.goto(`/p/${PROJECT}/runs/${both}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    /1 of 2 dashboards checked, 1 failing, 1 could not be checked$/,
  );
  const items = page.getByRole('region', { name: 'Items' });
  await expect(items.getByRole('heading', { name: /Metric said_alike_total is absent/ })).toBeVisible();
  await expect(items.getByRole('heading', { name: /Datasource nowhere does not answer/ })).toBeVisible();
  await items.getByText('Not checked 1').click();
  await expect(items.getByRole('link', { name: 'Alike dark' })).toBeVisible();
  await expect(items.getByRole('link', { name: 'Alike broken' })).toBeHidden();
  await page.goto(`/p/${PROJECT}/runs`);
  await expect(page.getByRole('row').filter({ hasText: '1 could not be checked' })).toContainText('Partly succeeded');
});

test('the report shows the query and its answer, and leads to its panel in the builder', async ({ page, api }) => {
  const missing = 'rate(shown_as_sent_total{job="$job"}[5m])';
  const job = { kind: 'TextVariable', spec: { name: 'job', value: 'shop' } };
  await createDashboard(
    api,
    dashboardOf(
      'as-sent',
      'As sent',
      [
        { title: 'Sound', query: UP },
        { title: 'Suspect', query: missing },
      ],
      [job],
    ),
  );
  await check(api, ['as-sent']);
  await page.goto(report('as-sent'));
  const evidence = page.getByRole('region', { name: 'Evidence' });
  await expect(evidence).toContainText('rate(shown_as_sent_total{job="shop"}[5m])');
  await expect(evidence).toContainText('0 series');
  await expect(evidence).not.toContainText(UP);
  await evidence.getByRole('button', { name: 'Queries of 1 panel that works' }).click();
  await expect(evidence).toContainText(/1 series of \d+ points?/);
  await evidence.getByRole('link', { name: 'Edit this panel' }).first().click();
  await expect(page).toHaveURL(/as-sent\/edit/);
  await expect(page.locator('.MuiDrawer-root').getByRole('textbox', { name: /^Name/ })).toHaveValue('Suspect');
});
