import type { Page, Response } from '@playwright/test';
import { createDashboard, dashboardOf, untilMeasured } from './harness/dashboards';
import { print } from './harness/print';
import { expect, PROJECT, test } from './harness/test';

/** What a stat or a gauge makes of many values, computed from the answer as it came. */
const CALCULATIONS: Record<string, (values: readonly number[]) => number> = {
  first: (values) => values[0] ?? Number.NaN,
  last: (values) => values.at(-1) ?? Number.NaN,
  'first-number': (values) => values.find((value) => !Number.isNaN(value)) ?? Number.NaN,
  'last-number': (values) => values.findLast((value) => !Number.isNaN(value)) ?? Number.NaN,
  mean: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  sum: (values) => values.reduce((sum, value) => sum + value, 0),
  min: (values) => Math.min(...values),
  max: (values) => Math.max(...values),
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

/** Values that swing, are negative, large, and a share. Each panel has a query of its own, by which its answer is found. */
const SERIES = [
  { query: '10 * sin(vector(time() / 300)) - 3', format: { unit: 'decimal', decimalPlaces: 2 }, scale: 1 },
  { query: 'vector(123456 + time() % 7919)', format: { unit: 'decimal', shortValues: true }, scale: 1 },
  { query: 'vector(40 + time() % 59)', format: { unit: 'percent', decimalPlaces: 1 }, scale: 1 },
  { query: 'vector((time() % 61) / 61)', format: { unit: 'percent-decimal', decimalPlaces: 1 }, scale: 100 },
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

const POWERS: Record<string, number> = { K: 1e3, M: 1e6, B: 1e9, T: 1e12 };

/** The number that a text shows and how far from it the value may be: half of its last digit. */
function readNumber(text: string): { value: number; within: number } {
  const [, sign = '', figure = '', suffix = ''] = /([−-]?)([\d.,]+) ?([KMBT]?)/.exec(text) ?? [];
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
    const want = (CALCULATIONS[calculation]?.(values) ?? Number.NaN) * scale;
    const shown = readNumber((text ?? '').replace(/^.*: /, ''));
    if (values.length < 2 || !(Math.abs(shown.value - want) <= shown.within)) {
      wrong.push(`${title}: shows ${text}, the answer says ${want}`);
    }
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

const LEGEND = ['first', 'last', 'mean', 'sum', 'min', 'max'];
const LEGENDS = SERIES.map((one, index) => ({ ...one, query: sides(one.query), title: `Legend ${index}` }));
const PIES = SERIES.map((one, index) => ({ ...one, query: sides(`abs(${one.query})`), title: `Pie ${index}` }));
const TABLES = SERIES.map((one, index) => ({ ...one, query: sides(`${one.query} + 1`), title: `Table ${index}` }));

function shows(wrong: string[], place: string, text: string | null | undefined, want: number | undefined): void {
  const shown = readNumber(text ?? '');
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
      shows(wrong, `${title} ${metric['side']} share`, share, (100 * last) / whole);
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
