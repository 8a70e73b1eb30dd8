import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent } from 'echarts/components';
import { init, use as register, type ECharts, type EChartsCoreOption } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useCallback, useLayoutEffect, useRef, type RefCallback, type RefObject } from 'react';
import { useElementSetUp } from '@/lib/use-element-set-up';
import { useLatest } from '@/lib/use-latest';

register([LineChart, BarChart, GridComponent, MarkLineComponent, CanvasRenderer]);

const drawn = new WeakSet<ECharts>();

/** Whether a chart has been given its first option. */
export function isDrawn(chart: ECharts): boolean {
  return drawn.has(chart);
}

/**
 * Keeps an ECharts instance in the element that is given the ref: makes it, gives it options and sizes, and takes it away. React
 * takes refs and layout effects back when it hides a panel that waits for something, and gives and runs all of them again when
 * it shows the panel. A chart that was made anew and got its option in another kind of effect would stay empty.
 */
export function useEChart(
  option: EChartsCoreOption,
  size: { width: number; height: number },
): { ref: RefCallback<HTMLElement>; chart: RefObject<ECharts> } {
  const chart = useRef<ECharts | null>(null);
  const { width, height } = size;
  const sizeNow = useLatest(() => size);
  const make = useCallback(
    (element: HTMLElement) => {
      const made = init(element, undefined, { renderer: 'canvas', ...sizeNow() });
      chart.current = made;
      return () => {
        chart.current = null;
        made.dispose();
      };
    },
    [sizeNow],
  );

  useLayoutEffect(() => {
    const made = chart.current;
    if (!made) return;
    if (made.getWidth() !== width || made.getHeight() !== height) made.resize({ width, height });
    made.setOption(option, { notMerge: true, lazyUpdate: false });
    drawn.add(made);
  }, [option, width, height]);

  return { ref: useElementSetUp(make), chart };
}
