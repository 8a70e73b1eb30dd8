import type { EChartsCoreOption } from 'echarts/core';
import type { Zone } from '@/lib/time';
import { FONTS } from '@/kit/theme/tokens';
import type { ChartColours } from './chart-colours';
import type { LineStyle } from './series-model';
import type { DrawnSeries } from './stack-model';
import { tickLabel, timeTicks } from './time-ticks';
import { valueFormat, type TimeSeriesSpec } from './time-series-spec';
import { axisFormat, axisTicks, valueAxis, type ValueAxis } from './value-axis';
import { tickValue } from './value-format';

const LINE_WIDTH = 1.6;
const PANEL_SMALL = 190;
const ROW = 40;
/** What the name of the value axis needs at the left, and how far it is from the labels of the ticks. */
const NAME_ROOM = 24;
const NAME_GAP = 15;
const DIGIT_WIDTH = 6.2;
/** The height of a threshold's name with its distance. */
const LABEL = 24;

export type Threshold = { value: number; colour: string; name: string };

export type ChartInput = {
  series: readonly DrawnSeries[];
  spec: TimeSeriesSpec;
  thresholds: readonly Threshold[];
  /** The series that stands out; the others step back. */
  lit?: string | undefined;
  start: number;
  end: number;
  width: number;
  height: number;
  zone: Zone;
  colours: ChartColours;
};

const DASHES: Record<LineStyle, 'solid' | number[]> = {
  solid: 'solid',
  dashed: [4, 3],
  dotted: [1.5, 3],
};

/**
 * ECharts stacks by the sign of each value. A 0 has none, and would be drawn on whatever lies below: it gets the sign
 * of its series.
 */
function stackable({ drawn, isBelow }: DrawnSeries): DrawnSeries['drawn'] {
  const zero = isBelow ? -Number.MIN_VALUE : Number.MIN_VALUE;
  return drawn.map((point) => (point[1] === 0 ? [point[0], zero] : point));
}

/** Samples that have a gap on both sides: they are no line, and without a dot nobody would see them. */
function lonely({ drawn }: DrawnSeries): Set<number> {
  const isHole = (index: number): boolean => (drawn[index]?.[1] ?? null) === null;
  return new Set(drawn.flatMap((_, at) => (!isHole(at) && isHole(at - 1) && isHole(at + 1) ? [at] : [])));
}

function symbolOption(one: DrawnSeries, spec: TimeSeriesSpec, isSparse: boolean): Record<string, unknown> {
  const symbolSize = spec.visual?.pointRadius === undefined ? 4 : spec.visual.pointRadius * 2;
  if (spec.visual?.showPoints === 'always' || isSparse) return { symbol: 'circle', symbolSize, showSymbol: true };
  const alone = lonely(one);
  if (alone.size === 0) return { symbol: 'circle', symbolSize, showSymbol: false };
  const symbol = (_: unknown, { dataIndex }: { dataIndex: number }): string =>
    alone.has(dataIndex) ? 'circle' : 'none';
  return { symbol, symbolSize, showSymbol: true, showAllSymbol: true };
}

const DIM = 0.18;

type Looks = { isSparse: boolean; isDim: boolean };

function seriesOption(one: DrawnSeries, spec: TimeSeriesSpec, { isSparse, isDim }: Looks): Record<string, unknown> {
  const opacity = isDim ? DIM : 1;
  const common = {
    id: one.id,
    name: one.name,
    data: one.isStacked ? stackable(one) : one.drawn,
    color: one.colour,
    silent: true,
    animation: false,
    ...(one.isStacked && { stack: 'all' }),
  };
  if (one.kind === 'bar') return { ...common, type: 'bar', barMaxWidth: 24, itemStyle: { opacity } };
  return {
    ...common,
    type: 'line',
    ...symbolOption(one, spec, isSparse),
    // Sampling takes other moments of each series: a sum of them would be of no moment at all.
    ...(!one.isStacked && { sampling: 'lttb' }),
    itemStyle: { opacity },
    lineStyle: {
      opacity,
      width: spec.visual?.lineWidth ?? LINE_WIDTH,
      type: DASHES[one.lineStyle],
      cap: 'round',
      join: 'round',
    },
    ...(one.areaOpacity > 0 && { areaStyle: { color: one.colour, opacity: one.areaOpacity * opacity } }),
  };
}

/** Above a line at the upper edge its name would be cut off. */
function thresholdOption(threshold: Threshold, colours: ChartColours, isTop: boolean): Record<string, unknown> {
  return {
    name: threshold.name,
    yAxis: threshold.value,
    lineStyle: { color: threshold.colour, width: 1.5, type: 'solid' },
    label: {
      show: true,
      position: isTop ? 'insideStartBottom' : 'insideStartTop',
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

/** So far apart, in ms, that ECharts finds no tick of its own: ours are given. */
const NO_OWN_TICKS = 10 * 366 * 86_400_000;

/** How wide the labels of the value axis are, about: ECharts puts the name of an axis at a fixed distance. */
function tickWidth(axis: ValueAxis, tick: (value: number) => string): number {
  return Math.max(...axisTicks(axis).map((value) => tick(value).length)) * DIGIT_WIDTH;
}

/** What ECharts draws: axes, lines, areas. Crosshair, tooltip and legend are ours. */
export function chartOption(input: ChartInput): EChartsCoreOption {
  const { series, spec, thresholds, lit, start, end, width, height, zone, colours } = input;
  const ticks = timeTicks(start, end, width - 60, zone);
  const label = { color: colours.label, fontFamily: FONTS.text, fontSize: 11 };
  // A line that is not shown may be pointed at too.
  const isLitShown = series.some((one) => one.id === lit);
  const pointCount = Math.max(0, ...series.map((one) => one.drawn.length));
  const axis = valueAxis(
    series,
    { min: spec.yAxis?.min, max: spec.yAxis?.max },
    thresholds.map((threshold) => threshold.value),
    height < PANEL_SMALL ? 2 : Math.min(5, Math.max(2, Math.floor(height / ROW))),
  );
  const format = axisFormat(axis, valueFormat(spec));
  const tick = (value: number): string => tickValue(value, format, axis.max);
  const name = spec.yAxis?.show === false ? undefined : spec.yAxis?.label;
  return {
    animation: false,
    grid: { left: name ? NAME_ROOM : 2, right: 18, top: 8, bottom: 2, containLabel: true },
    xAxis: {
      type: 'time',
      min: start,
      max: end,
      // Its own ticks, which nobody sees, would take a third of the time in which a chart is drawn.
      minInterval: NO_OWN_TICKS,
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
      axisLabel: { ...label, margin: 8, formatter: tick },
      name,
      nameLocation: 'middle',
      nameGap: tickWidth(axis, tick) + NAME_GAP,
      nameTextStyle: { ...label, width: height - 30, overflow: 'truncate' },
    },
    series: [
      ...series.map((one) =>
        seriesOption(one, spec, { isSparse: pointCount < 8, isDim: lit !== undefined && one.id !== lit && isLitShown }),
      ),
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
                data: thresholds.map((threshold) =>
                  thresholdOption(
                    threshold,
                    colours,
                    (axis.max - threshold.value) / (axis.max - axis.min) < LABEL / height,
                  ),
                ),
              },
            },
          ]),
    ],
  };
}
