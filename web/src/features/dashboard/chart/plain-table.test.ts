import { expect, it } from 'vitest';
import { newestSamples, withoutTimestamp } from './plain-table';

it('a table has no column of milliseconds unless its author wants it', () => {
  expect(withoutTimestamp({}).columnSettings).toEqual([{ name: 'timestamp', hide: true }]);
  const value = { name: 'value', header: 'Bytes' };
  expect(withoutTimestamp({ columnSettings: [value] }).columnSettings).toEqual([
    value,
    { name: 'timestamp', hide: true },
  ]);
  const wanted = { columnSettings: [{ name: 'timestamp', header: 'When' }] };
  expect(withoutTimestamp(wanted)).toBe(wanted);
});

it('a table shows the newest sample of a range, and gives a panel in a cell all of them', () => {
  const definition = { kind: 'TimeSeriesQuery', spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: {} } } };
  const values: [number, number][] = [
    [1, 10],
    [2, 20],
    [3, 30],
  ];
  const result = { definition, data: { series: [{ name: 'a', values }] } };
  const shown = (...[results, spec]: Parameters<typeof newestSamples>) =>
    newestSamples(results, spec).map(({ data }) => data.series.map((one) => one.values));
  expect(shown([result], {})).toEqual([[[[3, 30]]]]);
  const plugin = { kind: 'TimeSeriesChart', spec: {} };
  expect(shown([result, result], { columnSettings: [{ name: 'value #2', plugin }] })).toEqual([[[[3, 30]]], [values]]);
});
