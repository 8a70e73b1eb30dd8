import type { Page, Response } from '@playwright/test';
import { createDashboard, dashboardOf, untilMeasured } from './harness/dashboards';
import { print } from './harness/print';
import { expect, PROJECT, test } from './harness/test';

function numbersOf(values: readonly number[]): number[] {
  return values.filter((value) => !Number.isNaN(value));
}

function sumOf(values: readonly number[]): number {
  return numbersOf(values).reduce((sum, value) => sum + value, 0);
}

/** What a stat or a gauge makes of many values, computed from the answer as it came. */
const CALCULATIONS: Record<string, (values: readonly number[]) => number> = {
  first: (values) => values[0] ?? Number.NaN,
  last: (values) => values.at(-1) ?? Number.NaN,
  'first-number': (values) => values.find((value) => !Number.isNaN(value)) ?? Number.NaN,
  'last-number': (values) => values.findLast((value) => !Number.isNaN(value)) ?? Number.NaN,
  mean: (values) => sumOf(values) / numbersOf(values).length,
  sum: sumOf,
  min: (values) => Math.min(...numbersOf(values)),
  max: (values) => Math.max(...numbersOf(values)),
};

type Case = {
  title: string;
  query: string;
  kind: 'StatChart' | 'GaugeChart';
  calculation: string;
  format: { unit: string; decimalPlaces?: number; shortValues?: boolean };
  /** What of a value stands there: 0.5 as 50 %. */
  scale: number;
};

/** Five minutes ago, in Unix seconds. */
const BREAK = Math.floor(Date.now() / 1000) - 300;
/** 1 before it, and no number from then on. */
const UNTIL_BREAK = `(vector(time()) < bool ${BREAK}) / (vector(time()) < bool ${BREAK})`;

/** Values that swing, are negative, large, a share, and no numbers in the end. Each panel has a query of its own, by which its answer is found. */
const SERIES = [
  { query: '10 * sin(vector(time() / 300)) - 3', format: { unit: 'decimal', decimalPlaces: 2 }, scale: 1 },
  { query: 'vector(123456 + time() % 7919)', format: { unit: 'decimal', shortValues: true }, scale: 1 },
  { query: 'vector(40 + time() % 59)', format: { unit: 'percent', decimalPlaces: 1 }, scale: 1 },
  { query: 'vector((time() % 61) / 61)', format: { unit: 'percent-decimal', decimalPlaces: 1 }, scale: 100 },
  { query: 'vector(17.2e9 + time() % 7919)', format: { unit: 'decimal', shortValues: true }, scale: 1 },
  { query: `vector(7 + time() % 31) * ${UNTIL_BREAK}`, format: { unit: 'decimal', decimalPlaces: 2 }, scale: 1 },
];

const CASES: Case[] = (['StatChart', 'GaugeChart'] as const).flatMap((kind) =>
  Object.keys(CALCULATIONS).flatMap((calculation) =>
    SERIES.map(({ query, format, scale }, index) => ({
      title: `${kind} ${calculation} ${index}`,
      query: `${query} + 0 * ${kind.length + index + Object.keys(CALCULATIONS).indexOf(calculation) * 100}`,
      kind,
      calculation,
      format,
      scale,
    })),
  ),
);

const POWERS: Record<string, number> = { K: 1e3, M: 1e6, G: 1e9, T: 1e12 };

/** The number that a text shows and how far from it the value may be: half of its last digit. */
function readNumber(text: string): { value: number; within: number } {
  const [, sign = '', figure = '', suffix = ''] = /([−-]?)([\d.,]+) ?([KMGT]?)/.exec(text) ?? [];
  const plain = figure.replaceAll(',', '');
  const power = POWERS[suffix] ?? 1;
  const digits = plain.split('.')[1]?.length ?? 0;
  return { value: Number(plain) * power * (sign === '' ? 1 : -1), within: 0.500001 * 10 ** -digits * power };
}

type Pair = [number, string];
type Line = { metric: Record<string, string>; values: number[] };

/** Keeps the lines of the last answer of each query that the page asked; of an instant one each has one value. */
function watchAnswers(page: Page): Map<string, Promise<Line[]>> {
  const answers = new Map<string, Promise<Line[]>>();
  const read = async (response: Response): Promise<Line[]> => {
    type Found = { metric: Line['metric']; values?: Pair[]; value?: Pair };
    const { data } = (await response.json()) as { data: { result: Found[] } }; // Prometheus' form
    return data.result.map(({ metric, values, value }) => {
      const pairs = values ?? (value ? [value] : []);
      return { metric, values: pairs.map(([, text]) => Number(text)) };
    });
  };
  page.on('response', (response) => {
    if (!/\/api\/v1\/query(_range)?$/.test(new URL(response.url()).pathname)) return;
    const query = new URLSearchParams(response.request().postData() ?? '').get('query');
    if (query !== null) answers.set(query, read(response));
  });
  return answers;
}

test.use({ viewport: { width: 1440, height: 6000 } });

test('a stat and a gauge show what the answer says', async ({ page, api }) => {
  await untilMeasured(api);
  const document = dashboardOf('numbers', 'Numbers', CASES);
  for (const [index, { calculation, format }] of CASES.entries()) {
    const panel = document.spec.panels[`panel-${index}`];
    if (panel) panel.spec.plugin.spec = { calculation, format };
  }
  await createDashboard(api, { ...document, spec: { ...document.spec, ...{ refreshInterval: '0s' } } });
  const answers = watchAnswers(page);
  await page.goto(`/p/${PROJECT}/dashboards/numbers`);
  const wrong: string[] = [];
  for (const { title, query, kind, calculation, scale } of CASES) {
    const panel = page.getByRole('region', { name: title, exact: true });
    await panel.scrollIntoViewIfNeeded();
    const text =
      kind === 'StatChart'
        ? await panel.locator('figure p[title]').first().getAttribute('title')
        : await panel.locator('figure [role="img"]').first().getAttribute('aria-label');
    const values = (await answers.get(query))?.[0]?.values ?? [];
    const want = values.length < 2 ? undefined : CALCULATIONS[calculation]?.(values);
    shows(wrong, title, text?.replace(/^.*: /, ''), want && want * scale);
  }
  print(`${CASES.length} panels compared with their answers`);
  expect(wrong).toEqual([]);
  expect(CASES.length).toBeGreaterThanOrEqual(50);
});

/** Lines that are told apart by a label; each has another value at each moment. */
function sides(query: string): string {
  const side = (value: string, name: string): string => `label_replace(${value}, "side", "${name}", "", "")`;
  return [side(query, 'left'), side(`2.5 * (${query}) + 7`, 'right'), side(`abs(${query}) + 1`, 'above')].join(' or ');
}

const LEGEND = ['first', 'last', 'first-number', 'last-number', 'mean', 'sum', 'min', 'max'];
const LEGENDS = SERIES.map((one, index) => ({ ...one, query: sides(one.query), title: `Legend ${index}` }));
const PIES = SERIES.map((one, index) => ({ ...one, query: sides(`abs(${one.query})`), title: `Pie ${index}` }));
/** A table writes NaN as it is. */
const TABLES = SERIES.slice(0, 5).map((one, index) => ({
  ...one,
  query: sides(`${one.query} + 1`),
  title: `Table ${index}`,
}));

/** What stands where there is no number, in a panel of one value and in a legend. */
const NO_NUMBER = ['No value', '–'];

function shows(wrong: string[], place: string, text: string | null | undefined, want: number | undefined): void {
  const shown = readNumber(text ?? '');
  if (Number.isNaN(want) && NO_NUMBER.includes(text ?? '')) return;
  if (want === undefined || !(Math.abs(shown.value - want) <= shown.within)) {
    wrong.push(`${place}: shows ${text}, the answer says ${want}`);
  }
}

test('legends, pies and tables show what the answers say', async ({ page, api }) => {
  await untilMeasured(api);
  const query = (kind: string) => (one: (typeof LEGENDS)[number]) => ({ ...one, kind });
  const cases = [
    ...LEGENDS.map(query('TimeSeriesChart')),
    ...PIES.map(query('PieChart')),
    ...TABLES.map(query('Table')),
  ];
  const document = dashboardOf('lines', 'Lines', cases);
  for (const [index, { kind, format }] of cases.entries()) {
    const panel = document.spec.panels[`panel-${index}`];
    if (!panel) continue;
    const legend = { mode: 'table', position: 'bottom', size: 'medium', values: LEGEND };
    const specs: Record<string, object> = {
      TimeSeriesChart: { legend, yAxis: { format } },
      PieChart: { calculation: 'last', format, mode: 'value', radius: 50 },
      Table: {},
    };
    panel.spec.plugin.spec = specs[kind] ?? {};
    const [source] = panel.spec.queries;
    if (source && kind !== 'Table') Object.assign(source.spec.plugin.spec, { seriesNameFormat: '{{side}}' });
  }
  await createDashboard(api, { ...document, spec: { ...document.spec, ...{ refreshInterval: '0s' } } });
  const answers = watchAnswers(page);
  await page.goto(`/p/${PROJECT}/dashboards/lines`);
  const wrong: string[] = [];
  let compared = 0;
  const open = async (title: string, asked: string) => {
    const panel = page.getByRole('region', { name: title, exact: true });
    await panel.scrollIntoViewIfNeeded();
    await expect(panel.getByText('left').first()).toBeVisible();
    const lines = (await answers.get(asked)) ?? [];
    expect(lines.map(({ metric }) => metric['side'])).toHaveLength(3);
    return { panel, lines };
  };
  for (const { title, query: asked, scale } of LEGENDS) {
    const { panel, lines } = await open(title, asked);
    for (const { metric, values } of lines) {
      const row = panel.getByRole('row').filter({ hasText: metric['side'] ?? '' });
      const cells = await row.locator('td').allTextContents();
      for (const [place, calculation] of LEGEND.entries()) {
        const want = CALCULATIONS[calculation]?.(values);
        shows(wrong, `${title} ${metric['side']} ${calculation}`, cells[place + 1], want && want * scale);
        compared += 1;
      }
    }
  }
  for (const { title, query: asked, scale } of PIES) {
    const { panel, lines } = await open(title, asked);
    const whole = lines.reduce((sum, { values }) => sum + (values.at(-1) ?? 0), 0);
    for (const { metric, values } of lines) {
      const slice = panel.getByRole('listitem').filter({ hasText: metric['side'] ?? '' });
      const [value, share] = ((await slice.locator('span').last().textContent()) ?? '').split(' · ');
      const last = values.at(-1) ?? Number.NaN;
      shows(wrong, `${title} ${metric['side']}`, value, last * scale);
      if (!Number.isNaN(last)) shows(wrong, `${title} ${metric['side']} share`, share, (100 * last) / whole);
      compared += 2;
    }
  }
  for (const { title, query: asked } of TABLES) {
    const { panel, lines } = await open(title, asked);
    for (const { metric, values } of lines) {
      const row = panel.getByRole('row').filter({ hasText: metric['side'] ?? '' });
      const cells = await row.getByRole('cell').allTextContents();
      const number = cells.find((text) => /^[-−\d.,]+$/.test(text.trim()));
      shows(wrong, `${title} ${metric['side']}`, number, values.at(-1));
      compared += 1;
    }
  }
  print(`${compared} values of legends, pies and tables compared with their answers`);
  expect(wrong).toEqual([]);
  expect(compared).toBeGreaterThanOrEqual(100);
});

test('over 90 days the last value is that of now', async ({ page, api }) => {
  const kinds = ['StatChart', 'GaugeChart', 'PieChart', 'Table'];
  // The value is the moment that was asked for.
  const panels = kinds.map((kind) => ({ title: kind, query: 'vector(time())', kind }));
  const document = dashboardOf('now', 'Now', panels);
  for (const [index, kind] of kinds.entries()) {
    const panel = document.spec.panels[`panel-${index}`];
    const spec = { calculation: 'last-number', format: { unit: 'decimal', shortValues: false }, radius: 50 };
    if (panel && kind !== 'Table') panel.spec.plugin.spec = spec;
  }
  await createDashboard(api, document);
  const before = Date.now() / 1000;
  await page.goto(`/p/${PROJECT}/dashboards/now?start=90d`);
  const texts = {
    StatChart: await page.locator('figure p[title]').first().getAttribute('title'),
    GaugeChart: await page.locator('figure [role="img"]').first().getAttribute('aria-label'),
    PieChart: await page
      .getByRole('listitem')
      .filter({ hasText: /,\d{3},/ })
      .first()
      .textContent(),
    Table: await page.getByRole('cell', { name: /^\d{10}$/ }).textContent(),
  };
  const after = Date.now() / 1000;
  for (const [kind, text] of Object.entries(texts)) {
    const moment = Number(/\d{1,3}(,?\d{3}){3}/.exec(text ?? '')?.[0].replaceAll(',', ''));
    // Rounded down to 5 seconds.
    expect(moment, `${kind}: ${text}`).toBeGreaterThan(before - 6);
    expect(moment, `${kind}: ${text}`).toBeLessThanOrEqual(after);
  }
});

test('a range of values in a table is what lies between its ends', async ({ page, api }) => {
  const values = ['0', '0.499', '0.5', '0.55', '0.6', '0.87', '2', '3', '3.5'];
  const lines = values.map((value) => `label_replace(vector(${value}), "name", "is ${value}", "", "")`);
  const document = dashboardOf('ranges', 'Ranges', [{ title: 'Ranges', query: lines.join(' or '), kind: 'Table' }]);
  const range = (text: string, min: number, max: number) => ({
    condition: { kind: 'Range', spec: { min, max } },
    text,
  });
  const zero = { condition: { kind: 'Value', spec: { value: '0' } }, text: 'DOWN' };
  const cellSettings = [range('mid', 0.5, 0.6), range('far', 2, 3), zero];
  const [panel] = Object.values(document.spec.panels);
  const [item] = document.spec.layouts[0]?.spec.items ?? [];
  // A table draws the rows that are in sight.
  if (item) item.height = 20;
  if (panel) panel.spec.plugin.spec = { cellSettings };
  await createDashboard(api, document);
  await page.goto(`/p/${PROJECT}/dashboards/ranges`);
  const want = ['DOWN', '0.499', 'mid', 'mid', 'mid', '0.87', 'far', 'far', '3.5'];
  for (const [index, value] of values.entries()) {
    const row = page.getByRole('row').filter({ has: page.getByRole('cell', { name: `is ${value}`, exact: true }) });
    await expect(
      row
        .getByRole('cell')
        .filter({ hasText: want[index] ?? '' })
        .first(),
    ).toBeVisible();
    await expect(row.getByRole('cell').filter({ hasText: /^(?!is )/ })).toHaveText([want[index] ?? '']);
  }
});
