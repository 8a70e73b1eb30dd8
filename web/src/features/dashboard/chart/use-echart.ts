import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent } from 'echarts/components';
import { init, use as register, type ECharts, type EChartsCoreOption } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useLayoutEffect, useRef, type RefObject } from 'react';

register([LineChart, BarChart, GridComponent, MarkLineComponent, CanvasRenderer]);

const drawn = new WeakSet<ECharts>();

/** Whether a chart has been given its first option. */
export function isDrawn(chart: ECharts): boolean {
  return drawn.has(chart);
}

/**
 * Keeps an ECharts instance in an element: makes it, gives it options and sizes, and takes it away. All of it in layout
 * effects: React takes those back when it hides a panel that waits for something, and runs all of them again when it
 * shows the panel. A chart that was made anew and got its option in another kind of effect would stay empty.
 */
export function useEChart(
  element: RefObject<HTMLElement>,
  option: EChartsCoreOption,
  size: { width: number; height: number },
): RefObject<ECharts> {
  const chart = useRef<ECharts | null>(null);
  const { width, height } = size;

  useLayoutEffect(() => {
    if (!element.current) return undefined;
    const made = init(element.current, undefined, { renderer: 'canvas', width, height });
    chart.current = made;
    return () => {
      chart.current = null;
      made.dispose();
    };
    // The size of the first drawing is enough here: the effect below follows it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [element]);

  useLayoutEffect(() => {
    const made = chart.current;
    if (!made) return;
    if (made.getWidth() !== width || made.getHeight() !== height) made.resize({ width, height });
    made.setOption(option, { notMerge: true, lazyUpdate: false });
    drawn.add(made);
  }, [option, width, height]);

  return chart;
}
