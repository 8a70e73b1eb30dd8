import { useMemo } from 'react';
import type { Zone } from '@/lib/time';
import { useLatest } from '@/lib/use-latest';
import { useColourMode } from '@/kit/theme/appearance';
import { ChartTooltip } from './chart-tooltip';
import { chartColours } from './chart-colours';
import { chartOption, type Threshold } from './chart-option';
import { useCrosshair } from './crosshair';
import { CrosshairLayer } from './crosshair-layer';
import { plotScale, type PlotScale } from './plot-scale';
import type { ChartSeries } from './series-model';
import { drawnReadings, drawnSeries, layersAt, type DrawnReading, type DrawnSeries } from './stack-model';
import { valueFormat, type TimeSeriesSpec } from './time-series-spec';
import { useEChart } from './use-echart';
import { usePlotKeys } from './use-plot-keys';
import { usePlotPointer, type Hover } from './use-plot-pointer';
import styles from './plot.module.css';

type PlotProps = {
  /** What the picture shows, for those who don't see it. */
  label: string;
  series: readonly ChartSeries[];
  spec: TimeSeriesSpec;
  thresholds: readonly Threshold[];
  /** The line that is pointed at in the legend: the others step back. */
  lit?: string | undefined;
  start: number;
  end: number;
  width: number;
  height: number;
  zone: Zone;
  onRange: (start: number, end: number) => void;
};

/** The layer under the pointer, or the line nearest to it. */
function nearest(
  all: readonly DrawnReading[],
  series: readonly DrawnSeries[],
  scale: PlotScale | undefined,
  { at: moment, local: { y } }: Hover,
): string | undefined {
  const under = layersAt(series, moment).find(({ base, top }) => {
    const [from, to] = [scale?.y(base) ?? 0, scale?.y(top) ?? 0];
    return y >= Math.min(from, to) && y <= Math.max(from, to);
  });
  if (under) return under.series.id;
  let best: { id: string; distance: number } | undefined;
  for (const reading of all) {
    const at = scale?.y(reading.y);
    const distance = at === undefined ? Number.POSITIVE_INFINITY : Math.abs(at - y);
    if (!best || distance < best.distance) best = { id: reading.series.id, distance };
  }
  return best?.id;
}

/** Lines over time, with the shared crosshair, exact values and a range that can be dragged. */
export function Plot(props: PlotProps) {
  const { label, series, spec, thresholds, lit, start, end, width, height, zone, onRange } = props;
  const mode = useColourMode();
  const crosshair = useCrosshair();
  const drawn = useMemo(() => drawnSeries(series), [series]);
  const option = useMemo(
    () =>
      chartOption({
        series: drawn,
        spec,
        thresholds,
        lit,
        start,
        end,
        width,
        height,
        zone,
        colours: chartColours(mode),
      }),
    [drawn, spec, thresholds, lit, start, end, width, height, zone, mode],
  );
  const { ref: canvas, chart } = useEChart(option, { width, height });
  const getScale = (): PlotScale | undefined => plotScale(chart.current, start, end);
  const scale = useLatest(getScale);
  const { hover, setHover, brush, handlers } = usePlotPointer({ scale, series, crosshair, onRange });
  const keys = usePlotKeys({ scale, series, crosshair, hover, onHover: setHover });

  const box = brush && getScale()?.box;
  const values = hover ? drawnReadings(drawn, hover.at) : [];
  return (
    <div className={styles.plot} role="img" aria-label={label} tabIndex={0} {...handlers} {...keys}>
      <div ref={canvas} className={styles.canvas} />
      <CrosshairLayer crosshair={crosshair} scale={scale} series={drawn} drawing={option} />
      {brush && box && Math.abs(brush.to - brush.from) > 2 && (
        <div
          className={styles.brush}
          style={{
            left: Math.min(brush.from, brush.to),
            width: Math.abs(brush.to - brush.from),
            top: box.top,
            height: box.bottom - box.top,
          }}
        />
      )}
      {hover && !brush && (
        <ChartTooltip
          at={hover.at}
          readings={values}
          nearestId={nearest(values, drawn, getScale(), hover)}
          format={valueFormat(spec)}
          zone={zone}
          pointer={hover.pointer}
        />
      )}
    </div>
  );
}
