import { describe, expect, it } from 'vitest';
import { seriesCsv } from './series-csv';

const definition = { kind: 'TimeSeriesQuery', spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: {} } } };

describe('the data of a panel as CSV', () => {
  it('has a column for each line, and nothing where nothing was measured', () => {
    const csv = seriesCsv([
      {
        definition,
        data: {
          series: [
            {
              name: 'a, "b"',
              values: [
                [1000, 1],
                [0, 2],
              ],
            },
            { name: '=x', values: [[0, null]] },
          ],
        },
      },
    ]);
    expect(csv).toBe(`time,"a, ""b""",'=x\n1970-01-01T00:00:00.000Z,2,\n1970-01-01T00:00:01.000Z,1,\n`);
  });

  it('is none without lines', () => {
    expect(seriesCsv([{ definition, data: { series: [] } }])).toBeUndefined();
  });
});
