import { describe, expect, it } from 'vitest';
import type { TableOptions } from '@perses-dev/table-plugin';
import { withClosedRanges } from './table-cells';

type Settings = NonNullable<TableOptions['cellSettings']>;

const DEFINITION = { kind: 'TimeSeriesQuery', spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: {} } } };

function results(values: readonly number[], labels: Record<string, string> = {}) {
  const series = values.map((value, index) => ({
    name: `s${index}`,
    labels,
    values: [[0, value]] as [number, number][],
  }));
  return [{ definition: DEFINITION, data: { series } }];
}

/** The text of the first setting that a value meets, with the plugin's own way to look at each kind. */
function textOf(value: number | string, settings: Settings): string | undefined {
  return settings.find(({ condition }) => {
    if (condition.kind === 'Value') return condition.spec.value === String(value);
    if (condition.kind === 'Regex') return new RegExp(condition.spec.expr).test(String(value));
    if (condition.kind !== 'Range') return false;
    const { min, max } = condition.spec;
    return (min !== undefined && Number(value) >= min) || (max !== undefined && Number(value) <= max);
  })?.text;
}

const range = (min: number | undefined, max: number | undefined, text: string): Settings[number] => ({
  condition: { kind: 'Range', spec: { ...(min !== undefined && { min }), ...(max !== undefined && { max }) } },
  text,
});

describe('the cells of a table', () => {
  const settings = [range(0.5, 0.6, 'mid'), range(0.86, undefined, 'high'), range(undefined, 0.1, 'low')];

  it.each([
    [0.499, undefined],
    [0.5, 'mid'],
    [0.55, 'mid'],
    [0.6, 'mid'],
    [0.601, undefined],
    [0.87, 'high'],
    [0.05, 'low'],
    [-3, 'low'],
    [1e21, 'high'],
    [Number.NaN, undefined],
    [Number.POSITIVE_INFINITY, 'high'],
  ])('%d is %s', (value, text) => {
    expect(textOf(value, withClosedRanges(settings, results([0.55, value, 5e-7])))).toBe(text);
  });

  it('have the text of their own value, not that of a range elsewhere', () => {
    const one = (value: string, text: string): Settings[number] => ({
      condition: { kind: 'Value', spec: { value } },
      text,
    });
    const made = withClosedRanges([range(2, 3, 'range'), one('0', 'DOWN'), one('1', 'UP')], results([0, 1, 2]));
    expect([0, 1, 2].map((value) => textOf(value, made))).toEqual(['DOWN', 'UP', 'range']);
  });

  it('are those of labels too, of which a text without figures is no number', () => {
    const made = withClosedRanges([range(0, 499, 'fine')], results([700], { code: '404', path: '/', zone: '' }));
    expect(['404', '/', '', 700].map((value) => textOf(value, made))).toEqual([
      'fine',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('meet no range where nothing is within it', () => {
    expect(textOf(1, withClosedRanges([range(5, 6, 'x')], results([1])))).toBeUndefined();
    expect(textOf(1, withClosedRanges([range(6, 5, 'x')], results([1])))).toBeUndefined();
  });
});
