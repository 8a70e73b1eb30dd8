import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent } from 'echarts/components';
import { init, setPlatformAPI, use as register } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { describe, expect, it } from 'vitest';
import { chartColours } from './chart-colours';
import { chartOption } from './chart-option';
import { chartSeries } from './series-model';
import { drawnSeries, layersAt } from './stack-model';
import type { TimeSeriesResult, TimeSeriesSpec } from './time-series-spec';

register([LineChart, BarChart, GridComponent, MarkLineComponent, SVGRenderer]);
// There is no canvas to measure texts with.
setPlatformAPI({ measureText: (text) => ({ width: text.length * 6 }) as TextMetrics });

/** Numbers that look random and are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

const STEP = 15_000;
const COUNT = 60;
const START = 1_700_000_100_000;
const END = START + COUNT * STEP;

type Values = [number, number][];

/** A series that starts late, stops early and has holes, whose values have one sign, both, or are often 0. */
function randomValues(random: () => number, step: number): Values {
  const from = random() < 0.5 ? 0 : Math.floor(random() * 40);
  const to = random() < 0.5 ? COUNT : from + 1 + Math.floor(random() * (COUNT - from));
  const [signs, zeros, holes] = [random(), random() * 0.4, random() * 0.3];
  const values: Values = [];
  for (let at = START + from * STEP; at <= START + to * STEP; at += step) {
    if (random() < holes) continue;
    const size = random() < zeros ? 0 : Math.round(random() * 1000) / 8;
    const isBelow = signs < 0.25 || (signs < 0.5 && random() < 0.5);
    values.push([at, isBelow ? -size : size]);
  }
  return values;
}

function answer(all: readonly Values[], step = STEP): TimeSeriesResult {
  return {
    definition: { kind: 'TimeSeriesQuery', spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: {} } } },
    data: { stepMs: step, series: all.map((values, index) => ({ name: `s${index} of ${step}`, values })) },
  };
}

type Drawn = { time: number; value: number; base: number; top: number };

/** What ECharts has computed to draw, series by series: not our own sums. */
function drawnByECharts(results: TimeSeriesResult[], spec: TimeSeriesSpec): { series: Drawn[][]; axis: number[] } {
  const size = { width: 600, height: 300 };
  const series = drawnSeries(chartSeries(results, spec, ['red']));
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
  const colours = chartColours('light');
  chart.setOption(chartOption({ series, spec, thresholds: [], start: START, end: END, zone: 'UTC', colours, ...size }));
  // The model is not in the public types; it is what the views of ECharts draw from.
  const model = (chart as unknown as { getModel: () => Model }).getModel();
  const drawn = series.map((_, index) => {
    const data = model.getSeriesByIndex(index).getData();
    const top = data.getCalculationInfo('stackResultDimension') ?? 'y';
    const over = data.getCalculationInfo('stackedOverDimension');
    return Array.from({ length: data.count() }, (__, place): Drawn => {
      const base = over === undefined ? Number.NaN : data.get(over, place);
      return {
        time: data.get('x', place),
        value: data.get('y', place),
        base: Number.isNaN(base) ? 0 : base,
        top: data.get(top, place),
      };
    }).filter((point) => !Number.isNaN(point.value));
  });
  const axis = model.getComponent('yAxis', 0).axis.scale.getExtent();
  chart.dispose();
  return { series: drawn, axis };
}

type Data = {
  count: () => number;
  get: (dimension: string, index: number) => number;
  getCalculationInfo: (key: string) => string | undefined;
};
type Model = {
  getSeriesByIndex: (index: number) => { getData: () => Data };
  getComponent: (name: string, index: number) => { axis: { scale: { getExtent: () => number[] } } };
};

/** The sum of a series and all before it that have its sign, at one moment of the raw answers. */
function sumUpTo(all: readonly Values[], index: number, time: number): number {
  const at = (values: Values | undefined): number | undefined => values?.find(([moment]) => moment === time)?.[1];
  const own = at(all[index]) ?? Number.NaN;
  const isBelow =
    own < 0 || (own === 0 && all[index]?.every(([, value]) => value <= 0) && all[index].some(([, v]) => v));
  return all
    .slice(0, index + 1)
    .map((values) => at(values) ?? 0)
    .filter((value) => (isBelow ? value < 0 : value > 0))
    .reduce((sum, value) => sum + value, 0);
}

const STACKED: TimeSeriesSpec = { visual: { stack: 'all', areaOpacity: 0.4 } };
const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);

describe('a stack', () => {
  it.each(SEEDS)('of random series is drawn with the sums of its answers (%i)', (seed) => {
    const random = seeded(seed);
    const all = Array.from({ length: 2 + Math.floor(random() * 5) }, () => randomValues(random, STEP));
    const spec: TimeSeriesSpec = seed % 3 === 0 ? { visual: { stack: 'all', display: 'bar' } } : STACKED;
    const { series, axis } = drawnByECharts([answer(all)], spec);
    series.forEach((points, index) => {
      // Each sample is drawn once and nothing else: gaps, starts and ends stay what they are.
      expect(points.map((point) => point.time)).toEqual(all[index]?.map(([at]) => at));
      for (const { time, top, base, value } of points) {
        expect(top, `series ${index} at ${time}`).toBeCloseTo(sumUpTo(all, index, time), 6);
        expect(top - base).toBeCloseTo(value, 6);
        expect(top).toBeGreaterThanOrEqual((axis[0] ?? 0) - 1e-9);
        expect(top).toBeLessThanOrEqual((axis[1] ?? 0) + 1e-9);
      }
    });
  });

  it.each(SEEDS)('has its layers where the crosshair says (%i)', (seed) => {
    const random = seeded(seed + 1000);
    const all = Array.from({ length: 4 }, () => randomValues(random, STEP));
    const results = [answer(all)];
    const drawn = drawnSeries(chartSeries(results, STACKED, ['red']));
    drawnByECharts(results, STACKED).series.forEach((points, index) => {
      for (const { time, top } of points) {
        const layer = layersAt(drawn, time).find(({ series }) => series.id === drawn[index]?.id);
        expect(layer?.top).toBeCloseTo(top, 6);
      }
    });
  });

  it('has no sampling, however many points it has', () => {
    const many: Values = Array.from({ length: 5000 }, (_, index) => [START + index * 10, index % 7]);
    const { series } = drawnByECharts([answer([many, many], 10)], STACKED);
    expect(series.map((points) => points.length)).toEqual([5000, 5000]);
    expect(series[1]?.[13]?.top).toBe(12);
  });

  it('adds the values of one moment when its queries have other steps', () => {
    const fast: Values = [0, 1, 2, 3, 4].map((index) => [START + index * STEP, 10]);
    const slow: Values = [0, 4].map((index) => [START + index * STEP, 20 + index * 5]);
    const { series } = drawnByECharts([answer([fast]), answer([slow], 4 * STEP)], STACKED);
    expect(series[1]?.map((point) => point.top)).toEqual([30, 35, 40, 45, 50]);
  });

  it('of a lonely sample shows it as a dot', () => {
    const long: Values = Array.from({ length: 20 }, (_, index) => [START + index * STEP, 1]);
    const option = chartOption({
      series: drawnSeries(chartSeries([answer([long, [[START + 5 * STEP, 3]]])], STACKED, ['red'])),
      spec: STACKED,
      thresholds: [],
      start: START,
      end: END,
      width: 600,
      height: 300,
      zone: 'UTC',
      colours: chartColours('light'),
    }) as { series: { showSymbol: boolean; symbol: (value: unknown, point: { dataIndex: number }) => string }[] };
    expect(option.series[0]?.showSymbol).toBe(false);
    expect(option.series[1]?.showSymbol).toBe(true);
    expect(option.series[1]?.symbol(undefined, { dataIndex: 5 })).toBe('circle');
  });
});
