import { expect, it } from 'vitest';
import { barSpec, barValues } from './bar-values';

const definition = { kind: 'TimeSeriesQuery', spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: {} } } };

/** An answer with series of these values. */
function answer(values: [number, number | null][][]): Parameters<typeof barValues>[0] {
  return [{ definition, data: { series: values.map((each, index) => ({ name: `s${index}`, values: each })) } }];
}

it('the bars of series are their numbers, and nothing where there is none', () => {
  const values = [
    [7, Number.NaN],
    [1, 3],
    [Number.NaN, null],
  ].map((each) => each.map((value, at): [number, number | null] => [at, value]));
  const shown = (calculation: 'last' | 'last-number' | 'mean') =>
    barValues(answer(values), calculation)[0]?.data.series.map((one) => one.values);
  expect(shown('last-number')).toEqual([[[1, 7]], [[1, 3]], [[1, null]]]);
  expect(shown('mean')).toEqual([[[1, 7]], [[1, 2]], [[1, null]]]);
  expect(shown('last')).toEqual([[[1, null]], [[1, 3]], [[1, null]]]);
});

it('a value without an end has no bar, so that the others are to scale', () => {
  const results = answer([[[0, Infinity]], [[0, 3]], [[0, -Infinity]]]);
  expect(barValues(results, 'last')[0]?.data.series.map(({ values }) => values[0]?.[1])).toEqual([null, 3, null]);
});

it('shares have two decimals where one of them is tiny, and what the author asks for', () => {
  const tiny = answer([[[0, 1e-17]], [[0, 1]]]);
  const plain = answer([[[0, 1]], [[0, 2]], [[0, 0]]]);
  const shares = { calculation: 'mean', mode: 'percentage', format: { unit: 'decimal' } } as const;
  const places = (...[spec, results]: Parameters<typeof barSpec>) => barSpec(spec, results).format?.decimalPlaces;
  expect(places(shares, tiny)).toBe(2);
  expect(places({ ...shares, format: { unit: 'decimal', decimalPlaces: 4 } }, tiny)).toBe(4);
  expect(places(shares, plain)).toBeUndefined();
  expect(places({ ...shares, mode: 'value' }, tiny)).toBeUndefined();
});
