import { describe, expect, it } from 'vitest';
import type { GaugeChartOptions } from '@perses-dev/gauge-chart-plugin';
import { arcPath, gaugeBoard } from './gauge-model';

const COLOURS = { plain: 'plain', steps: ['amber', 'red'] };

function board(values: readonly (number | null)[], spec: Partial<GaugeChartOptions> = {}) {
  return gaugeBoard(
    [
      {
        definition: { kind: 'TimeSeriesQuery', spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: {} } } },
        data: { series: values.map((value, index) => ({ name: `s${index}`, values: [[0, value]] })) },
      },
    ],
    { calculation: 'last-number', ...spec },
    COLOURS,
  );
}

describe('a gauge', () => {
  it('without a unit is a number, not per cent', () => {
    expect(board([5]).gauges[0]).toMatchObject({ text: '5', share: 1 });
    expect(board([117_760_000])).toMatchObject({ gauges: [{ text: '118 M' }], end: '200 M' });
    expect(board([0.42])).toMatchObject({ gauges: [{ text: '0.42', share: 0.42 }], end: '1' });
  });

  it('of per cent ends at 100 of them', () => {
    expect(board([0.42], { format: { unit: 'percent-decimal' } })).toMatchObject({ end: '100 %' });
    expect(board([42], { format: { unit: 'percent' } }).gauges[0]).toMatchObject({ text: '42 %', share: 0.42 });
  });

  it('without a value says so and has no opinion', () => {
    const thresholds = { defaultColor: 'red', steps: [{ value: 0.5, color: 'green' }] };
    const { gauges } = board([Number.NaN, null], { format: { unit: 'percent-decimal' }, thresholds });
    expect(gauges).toMatchObject([
      { text: 'No value', share: undefined, colour: 'plain' },
      { text: 'No value', share: undefined, colour: 'plain' },
    ]);
  });

  it('has the colour of the step that it reached, and its series one scale', () => {
    const { gauges, bands } = board([10, 80, 95], { max: 100, thresholds: { steps: [{ value: 75 }, { value: 90 }] } });
    expect(gauges.map((gauge) => gauge.colour)).toEqual(['plain', 'amber', 'red']);
    expect(bands).toEqual([
      { from: 0, to: 0.75, colour: 'plain' },
      { from: 0.75, to: 0.9, colour: 'amber' },
      { from: 0.9, to: 1, colour: 'red' },
    ]);
  });

  it.each([
    ['beyond the end', 105, { max: 100 }, [80, 120], 'amber'],
    ['at the end of per cent', 100, { format: { unit: 'percent' } }, [90, 150], 'amber'],
    ['beyond a whole', 1.05, { format: { unit: 'percent-decimal' } }, [0.8, 1.1], 'amber'],
    ['beyond all steps', 1.2, { format: { unit: 'percent-decimal' } }, [0.8, 1.1], 'red'],
    ['between negative steps', -7, { max: 100 }, [-10, -5], 'amber'],
    ['below negative steps', -20, { max: 100 }, [-10, -5], 'plain'],
    ['in steps that are not sorted', 50, { max: 100 }, [90, 40], 'amber'],
  ] as const)('has the colour of its value %s', (_, value, spec, steps, colour) => {
    const { gauges } = board([value], { ...spec, thresholds: { steps: steps.map((step) => ({ value: step })) } });
    expect(gauges[0]?.colour).toBe(colour);
  });

  it('of steps in per cent has those of its end, or of 100', () => {
    const thresholds = { mode: 'percent' as const, steps: [{ value: 50 }, { value: 90 }] };
    expect(board([110], { max: 200, thresholds })).toMatchObject({ gauges: [{ colour: 'amber' }], end: '200' });
    expect(board([20], { thresholds })).toMatchObject({ gauges: [{ colour: 'plain' }], end: '100' });
  });

  it('draws no band where its arc has none', () => {
    const thresholds = { steps: [{ value: -10 }, { value: -5 }, { value: 120 }] };
    expect(board([5], { max: 100, thresholds }).bands).toEqual([{ from: 0, to: 1, colour: 'red' }]);
  });

  it('beyond its end is full, and says its value', () => {
    expect(board([500], { max: 100 }).gauges[0]).toMatchObject({ text: '500', share: 1 });
  });

  it('is an arc that is open below', () => {
    expect(arcPath({ x: 0, y: 0 }, 10, 0, 1)).toBe('M-9.40 3.42A10 10 0 1 1 9.40 3.42');
  });
});
