import type { EChartsCoreOption } from 'echarts/core';
import type { Zone } from '@/lib/time';
import { FONTS } from '@/kit/theme/tokens';
import type { ChartColours } from './chart-colours';
import type { ChartSeries } from './series-model';
import { tickLabel, timeTicks } from './time-ticks';
import { valueFormat, type TimeSeriesSpec } from './time-series-spec';
import { valueAxis } from './value-axis';
import { tickValue } from './value-format';

const LINE_WIDTH = 1.6;
const PANEL_SMALL = 190;
const ROW = 40;

export type Threshold = { value: number; colour: string; name: string };

export type ChartInput = {
  series: readonly ChartSeries[];
  spec: TimeSeriesSpec;
  thresholds: readonly Threshold[];
  start: number;
  end: number;
  width: number;
  height: number;
  zone: Zone;
  colours: ChartColours;
};

const DASHES: Record<ChartSeries['lineStyle'], 'solid' | number[]> = {
  solid: 'solid',
  dashed: [4, 3],
  dotted: [1.5, 3],
};

function seriesOption(one: ChartSeries, spec: TimeSeriesSpec, isSparse: boolean): Record<string, unknown> {
  const common = {
    id: one.id,
    name: one.name,
    data: one.points,
    color: one.colour,
    silent: true,
    animation: false,
    ...(one.isStacked && { stack: 'all' }),
  };
  if (one.kind === 'bar') return { ...common, type: 'bar', barMaxWidth: 24 };
  return {
    ...common,
    type: 'line',
    symbol: 'circle',
    symbolSize: spec.visual?.pointRadius === undefined ? 4 : spec.visual.pointRadius * 2,
    // A single measurement between two gaps is no line: without a point nobody would see it.
    showSymbol: spec.visual?.showPoints === 'always' || isSparse,
    sampling: 'lttb',
    lineStyle: {
      width: spec.visual?.lineWidth ?? LINE_WIDTH,
      type: DASHES[one.lineStyle],
      cap: 'round',
      join: 'round',
    },
    ...(one.areaOpacity > 0 && { areaStyle: { color: one.colour, opacity: one.areaOpacity, origin: 'start' } }),
  };
}

function thresholdOption(threshold: Threshold, colours: ChartColours): Record<string, unknown> {
  return {
    name: threshold.name,
    yAxis: threshold.value,
    lineStyle: { color: threshold.colour, width: 1.5, type: 'solid' },
    label: {
      show: true,
      position: 'insideStartTop',
      formatter: threshold.name,
      color: colours.text,
      fontFamily: FONTS.text,
      fontSize: 11,
      distance: 4,
      backgroundColor: colours.surface,
      borderRadius: 3,
      padding: [1, 4],
    },
  };
}

/** What ECharts draws: axes, lines, areas. Crosshair, tooltip and legend are ours. */
export function chartOption(input: ChartInput): EChartsCoreOption {
  const { series, spec, thresholds, start, end, width, height, zone, colours } = input;
  const format = valueFormat(spec);
  const ticks = timeTicks(start, end, width - 60, zone);
  const label = { color: colours.label, fontFamily: FONTS.text, fontSize: 11 };
  const pointCount = Math.max(0, ...series.map((one) => one.points.length));
  const axis = valueAxis(
    series,
    { min: spec.yAxis?.min, max: spec.yAxis?.max },
    thresholds.map((threshold) => threshold.value),
    height < PANEL_SMALL ? 2 : Math.min(5, Math.max(2, Math.floor(height / ROW))),
  );
  return {
    animation: false,
    grid: { left: 2, right: 18, top: 8, bottom: 2, containLabel: true },
    xAxis: {
      type: 'time',
      min: start,
      max: end,
      axisLine: { show: true, onZero: false, lineStyle: { color: colours.axis, width: 1 } },
      axisTick: { show: false, customValues: ticks.at },
      splitLine: { show: false },
      axisLabel: {
        ...label,
        margin: 8,
        customValues: ticks.at,
        formatter: (at: number) => tickLabel(at, ticks.step, zone),
      },
    },
    yAxis: {
      type: 'value',
      show: spec.yAxis?.show ?? true,
      ...axis,
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: true, lineStyle: { color: colours.grid, width: 1 } },
      axisLabel: { ...label, margin: 8, formatter: (value: number) => tickValue(value, format, axis.max) },
      name: spec.yAxis?.label,
      nameLocation: 'middle',
      nameGap: 44,
      nameTextStyle: label,
    },
    series: [
      ...series.map((one) => seriesOption(one, spec, pointCount < 8)),
      ...(thresholds.length === 0
        ? []
        : [
            {
              id: 'thresholds',
              type: 'line',
              data: [],
              silent: true,
              animation: false,
              markLine: {
                symbol: 'none',
                silent: true,
                animation: false,
                data: thresholds.map((threshold) => thresholdOption(threshold, colours)),
              },
            },
          ]),
    ],
  };
}
