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

/** Keeps the last answer of each query that the page asked. */
function watchAnswers(page: Page): Map<string, Promise<number[]>> {
  const answers = new Map<string, Promise<number[]>>();
  const read = async (response: Response): Promise<number[]> => {
    const { data } = (await response.json()) as { data: { result: { values: [number, string][] }[] } }; // Prometheus' form
    return (data.result[0]?.values ?? []).map(([, text]) => Number(text));
  };
  page.on('response', (response) => {
    if (!response.url().includes('/query_range')) return;
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
    const values = (await answers.get(query)) ?? [];
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
