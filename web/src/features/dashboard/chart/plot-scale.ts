import type { ECharts } from 'echarts/core';
import { isDrawn } from './use-echart';

/** Where time and value are on the canvas, in px of the canvas. */
export type PlotScale = {
  x: (at: number) => number | undefined;
  y: (value: number) => number | undefined;
  /** The moment under a horizontal place; places beside the axis are its ends. */
  at: (x: number) => number | undefined;
  box: { left: number; right: number; top: number; bottom: number };
};

function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The last px of a span for which the test holds; it must hold at `from` and not at `to`. */
function lastInside(from: number, to: number, isInside: (place: number) => boolean): number {
  let low = from;
  let high = to;
  while (high - low > 0.5) {
    const middle = (low + high) / 2;
    if (isInside(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** The scale of a drawn chart; undefined before it is drawn. `start` and `end` are the ends of its time axis. */
export function plotScale(chart: ECharts | null, start: number, end: number): PlotScale | undefined {
  // Before the first option there are no axes, and ECharts throws.
  if (!chart || chart.isDisposed() || !isDrawn(chart)) return undefined;
  const x = (at: number): number | undefined => number(chart.convertToPixel({ xAxisIndex: 0 }, at));
  const y = (value: number): number | undefined => number(chart.convertToPixel({ yAxisIndex: 0 }, value));
  const left = x(start);
  const right = x(end);
  if (left === undefined || right === undefined || right <= left) return undefined;
  const centre = (left + right) / 2;
  const height = chart.getHeight();
  const isInside = (place: number): boolean => chart.containPixel({ gridIndex: 0 }, [centre, place]);
  const bottom = lastInside(height / 2, height, isInside);
  const top = height - lastInside(height / 2, height, (place) => isInside(height - place));
  return {
    x,
    y,
    at: (place) => number(chart.convertFromPixel({ xAxisIndex: 0 }, Math.min(right, Math.max(left, place)))),
    box: { left, right, top, bottom },
  };
}
