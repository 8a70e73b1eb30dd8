import type { Page } from '@playwright/test';
import { furnish, LONG, type LongWorld } from './harness/long-world';
import { laidOut, roomFaults } from './harness/room';
import { expect, PROJECT, test } from './harness/test';

const P = `/p/${PROJECT}`;

/** 720 is a window of 1440 at 200 %. */
const WIDTHS = [360, 390, 720, 768, 1024, 1280, 1440, 2560] as const;

let world: LongWorld | undefined;

test.beforeAll(async ({ server, admin, playwright }) => {
  const api = await playwright.request.newContext({
    baseURL: server.url,
    storageState: admin.state,
    extraHTTPHeaders: { Origin: server.url },
  });
  world = await furnish(api);
  await api.dispose();
});

/** The pages by area, with their addresses. */
const AREAS: Readonly<Record<string, Readonly<Record<string, string | (() => string)>>>> = {
  home: { home: '/' },
  dashboards: {
    list: `${P}/dashboards`,
    'list of nothing': `${P}/dashboards?q=nothing-has-this-name`,
    bin: `${P}/dashboards?tab=bin`,
    view: `${P}/dashboards/shown`,
    'view of small panels': `${P}/dashboards/dashkeep`,
    'broken view': `${P}/dashboards/broken`,
    'view of a solid title': `${P}/dashboards/solid`,
    'builder of a solid title': `${P}/dashboards/solid/edit`,
    'history of a solid title': `${P}/dashboards/solid/history`,
    'one panel': `${P}/dashboards/shown?panel=panel-0`,
    builder: `${P}/dashboards/shown/edit`,
    history: `${P}/dashboards/shown/history`,
    'no such dashboard': `${P}/dashboards/nowhere`,
  },
  health: {
    causes: `${P}/health`,
    matrix: `${P}/health?view=matrix`,
    list: `${P}/health?view=list`,
    report: `${P}/health/builtin/broken`,
    'report of a solid title': `${P}/health/builtin/solid`,
    sheet: `${P}/health?view=list&asset=builtin%2Fbroken`,
    policies: `${P}/health/policies`,
    'new policy': `${P}/health/policies/new`,
    policy: () => `${P}/health/policies/${world?.policy ?? ''}`,
  },
  runs: {
    hub: `${P}/runs`,
    run: () => `${P}/runs/${world?.run ?? ''}`,
  },
  help: {
    quickstart: '/help/quickstart',
    settings: '/help/operations/configuration',
    metrics: '/help/operations/metrics',
    'no such page': '/help/nowhere',
  },
  settings: {
    members: `${P}/settings/members`,
    datasources: `${P}/settings/datasources`,
    profile: '/settings/profile',
    tokens: '/settings/tokens',
    about: '/settings/about',
    users: '/admin/users',
    'global datasources': '/admin/datasources',
    'no such page': '/nothing/here',
    'no project of theirs': '/p/someone-else/dashboards',
  },
};

/** Six to a row of the dashboard that is there from the start. */
const SMALL_PANELS = ['Requests now', 'Failed requests', 'Latency, p95', 'Failed queries', 'Queue wait', 'Memory now'];

async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading').first()).toBeVisible();
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
}

async function faultsAt(page: Page, width: number): Promise<string[]> {
  await page.setViewportSize({ width, height: 900 });
  await settled(page);
  await laidOut(page);
  const folder = process.env['WIDTHS_PICTURES'];
  if (folder !== undefined) {
    const name =
      new URL(page.url()).pathname.replaceAll('/', '_') +
      new URL(page.url()).search.replaceAll(/\W/g, '-').slice(0, 40);
    await page.screenshot({ path: `${folder}/${name}.${width}.png` });
  }
  const faults = await roomFaults(page, [...Object.values(LONG), ...SMALL_PANELS]);
  return faults.map((fault) => `${width}: ${fault}`);
}

async function faultsOf(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const width of WIDTHS) found.push(...(await faultsAt(page, width)));
  return found;
}

for (const [area, pages] of Object.entries(AREAS)) {
  test(`${area}: names, words and controls have their room at every width`, async ({ page, faults }) => {
    test.setTimeout(300_000);
    faults.allowRefusal(404, '/api/v1/');
    faults.allowRefusal(400, '/proxy/');
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(typeof path === 'string' ? path : path());
      expect.soft(await faultsOf(page), name).toEqual([]);
    }
  });
}

test('the name of a dashboard gives way last, and nothing covers it without a mouse', async ({
  browser,
  server,
  admin,
}) => {
  const touch = await browser.newContext({
    baseURL: server.url,
    storageState: admin.state,
    viewport: { width: 1440, height: 900 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await touch.newPage();
  await page.goto(`${P}/dashboards`);
  await settled(page);
  const name = page.getByRole('link', { name: LONG.title });
  const box = await name.boundingBox();
  expect(box?.width).toBeGreaterThan(180);
  const isOnTop = await name.evaluate((link) => {
    const { right, top, height } = link.getBoundingClientRect();
    return document.elementFromPoint(right - 3, top + height / 2) === link;
  });
  expect(isOnTop).toBe(true);
  await expect(page.getByRole('button', { name: `More about ${LONG.title}` })).toHaveCSS('opacity', '1');
  await touch.close();
});

test('in front of the door: words and controls have their room at every width', async ({ visit, faults }) => {
  faults.allowRefusal(404, '/api/v1/links/');
  faults.allowRefusal(401, '/api/v1/');
  const page = await visit(undefined);
  for (const path of ['/sign-in', '/password/this-link-does-not-exist']) {
    await page.goto(path);
    expect.soft(await faultsOf(page), path).toEqual([]);
  }
});
