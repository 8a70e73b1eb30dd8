import { expect, it } from 'vitest';
import { barValues } from './bar-values';

it('the bars of series are their numbers, and nothing where there is none', () => {
  const values = [
    [7, Number.NaN],
    [1, 3],
    [Number.NaN, null],
  ].map((each) => each.map((value, at): [number, number | null] => [at, value]));
  const definition = { kind: 'TimeSeriesQuery', spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: {} } } };
  const series = values.map((each, index) => ({ name: `s${index}`, values: each }));
  const shown = (calculation: 'last' | 'last-number' | 'mean') =>
    barValues([{ definition, data: { series } }], calculation)[0]?.data.series.map((one) => one.values);
  expect(shown('last-number')).toEqual([[[1, 7]], [[1, 3]], [[1, null]]]);
  expect(shown('mean')).toEqual([[[1, 7]], [[1, 2]], [[1, null]]]);
  expect(shown('last')).toEqual([[[1, null]], [[1, 3]], [[1, null]]]);
});
