import type { APIRequestContext, Page } from '@playwright/test';
import { ownBoards, OWN_SOURCE, realBoards, SOURCES, type Board } from './harness/boards';
import { check } from './harness/dashboards';
import { print } from './harness/print';
import { startSampled } from './harness/samples';
import { datasourceOf, expect, PROJECT, test } from './harness/test';

/** What a panel shows, in one word for the view and for the check. */
type Shown = 'drawn' | 'partly' | 'empty' | 'error' | 'unknown' | 'waiting';

/** How much each says against a panel: of several copies the worst counts. */
const WEIGHT: Record<Shown, number> = { drawn: 0, partly: 1, empty: 2, unknown: 3, error: 4, waiting: 5 };

function worse(one: Shown | undefined, other: Shown): Shown {
  return one === undefined || WEIGHT[other] > WEIGHT[one] ? other : one;
}

/** Each nth real document: enough of all kinds for CI; AGREE_EVERY=1 takes all of them. */
const EVERY = Number(process.env['AGREE_EVERY'] ?? 6);

type Issue = { severity: string; code: string; message: string; location: { panel_key?: string } };
type CheckRecord = { issues: Issue[]; panels: { key: string; title: string; status: string; result: string }[] };

const EMPTY = new Set(['no_query', 'no_data', 'metric_missing', 'variable_missing', 'variable_empty']);

function shownByIssue({ severity, code, message }: Issue): Shown {
  // Series of NaN or infinity are drawn: a stat says 'No value', a chart of lines why it has none. The check remarks it.
  if (/, only (NaN|infinity|NaN and infinity)$/.test(message)) return 'drawn';
  if (code === 'unsupported_query') return 'unknown';
  if (severity === 'INFO' || code === 'slow') return 'drawn';
  if (EMPTY.has(code)) return 'empty';
  return severity === 'WARN' ? 'partly' : 'error';
}

/** What the check says of each panel, by key. */
async function byCheck(api: APIRequestContext, name: string): Promise<Map<string, Shown>> {
  const answer = await api.get(`/api/v1/projects/${PROJECT}/health/builtin/${name}`);
  const { record } = (await answer.json()) as { record: CheckRecord }; // the contract's HealthReport
  const found = new Map<string, Shown>();
  for (const panel of record.panels) {
    const issues = record.issues.filter(({ location }) => location.panel_key === panel.key);
    // A datasource that does not answer is told once, not for each panel.
    const first: Shown = panel.status === 'UNKNOWN' ? 'error' : 'drawn';
    found.set(panel.key, issues.map(shownByIssue).reduce(worse, first));
  }
  return found;
}

/** Opens the groups that are closed: a check looks into them, too. */
async function openGroups(page: Page): Promise<void> {
  const closed = page.locator('main section > button[aria-expanded="false"]');
  while ((await closed.count()) > 0) await closed.first().click();
}

type Seen = { key: string; shown: Shown };

/** What the panels of the page show by now; the first that waits is brought into sight, where it is read. */
function readPanels(panels: Element[]): Seen[] {
  const shownBy = (panel: Element): Shown => {
    const figure = panel.querySelector('figure');
    const state = figure?.querySelector('[data-state]')?.getAttribute('data-state');
    if (figure === null || figure.childElementCount === 0 || panel.ariaBusy === 'true') return 'waiting';
    if (state === 'empty' || state === 'error' || state === 'unknown' || state === 'waiting') return state;
    if (state === 'fault') return 'error';
    // What a chart of Perses' own says when it has nothing to draw.
    if (/^No (data|[a-z]+ (data|found))/i.test(figure.textContent.trim())) return 'empty';
    return panel.querySelector('[data-state="partly"]') ? 'partly' : 'drawn';
  };
  const seen = panels.map((panel) => ({ key: panel.getAttribute('data-panel') ?? '', shown: shownBy(panel) }));
  panels[seen.findIndex(({ shown }) => shown === 'waiting')]?.scrollIntoView();
  return seen;
}

/** What view and check say differently of a dashboard. */
function differ(name: string, checked: ReadonlyMap<string, Shown>, viewed: ReadonlyMap<string, Shown>): string[] {
  return [...new Set([...checked.keys(), ...viewed.keys()])].flatMap((key) => {
    const [said, shown] = [checked.get(key), viewed.get(key)];
    return said === shown ? [] : [`${name} ${key}: the check says ${said}, the view shows ${shown}`];
  });
}

async function open(page: Page, name: string): Promise<void> {
  // One range for all: a small panel asks for a day at steps of many minutes, and the samples are younger.
  await page.goto(`/p/${PROJECT}/dashboards/${name}?start=1h`);
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  await openGroups(page);
}

/** What the view shows in each panel, by key, once all of them have something to show. */
async function byView(page: Page): Promise<Map<string, Shown>> {
  let seen: Seen[] = [];
  const read = async (): Promise<number> => {
    const now = await page.locator('main section[data-panel]').evaluateAll(readPanels);
    // A panel that is read again meanwhile shows what it showed.
    seen = now.map((panel, index) => (panel.shown === 'waiting' ? (seen[index] ?? panel) : panel));
    return seen.filter(({ shown }) => shown === 'waiting').length;
  };
  await expect
    .poll(read, { intervals: [50] })
    .toBe(0)
    .catch(() => undefined); // what goes on waiting is a difference
  const found = new Map<string, Shown>();
  for (const { key, shown } of seen) found.set(key, worse(found.get(key), shown));
  return found;
}

async function hang(api: APIRequestContext, boards: readonly Board[], prometheus: string): Promise<string[]> {
  for (const [index, name] of SOURCES.entries()) {
    const source = datasourceOf(name, prometheus);
    source.spec.default = index === 0;
    const made = await api.post(`/api/v1/projects/${PROJECT}/datasources`, { data: source });
    expect(made.ok(), await made.text()).toBe(true);
  }
  const taken: string[] = [];
  for (const { name, path, text } of boards) {
    const data = { name, source: text.replaceAll(OWN_SOURCE, prometheus) };
    const answer = await api.post(`/api/v1/projects/${PROJECT}/imports`, { data });
    if (answer.ok()) taken.push(name);
    else print(`not imported: ${path}: ${(await answer.text()).slice(0, 300)}`);
  }
  return taken;
}

test.use({ viewport: { width: 1440, height: 4000 } });

test('the check says of every panel what the view shows', async ({ page, api, faults }) => {
  test.setTimeout(900_000);
  const real = realBoards(EVERY);
  if (real === undefined) print('not there: ../shared: only the documents of the repository are compared');
  expect(real !== undefined || process.env['CI'] !== 'true', 'CI must have ../shared').toBe(true);
  const boards = [...ownBoards(), ...(real ?? [])];
  const prometheus = await startSampled(boards.map(({ path }) => path));
  try {
    const names = await hang(api, boards, prometheus.url);
    await check(api, names);
    const differences: string[] = [];
    let panels = 0;
    for (const name of names) {
      const checked = await byCheck(api, name);
      panels += checked.size;
      await open(page, name);
      let different: string[] = [];
      // What a panel shows before its variables have their values is not its last word.
      await expect
        .poll(async () => (different = differ(name, checked, await byView(page))))
        .toEqual([])
        .catch(() => undefined);
      differences.push(...different);
    }
    print(`${panels} panels of ${names.length} documents, ${differences.length} differences`);
    // Documents with faults in them are looked at on purpose.
    for (const status of [400, 404, 422, 502, 503]) faults.allowRefusal(status, '/proxy/');
    expect(differences).toEqual([]);
    expect(panels).toBeGreaterThan(real === undefined ? 80 : 300);
  } finally {
    await prometheus.stop();
  }
});
