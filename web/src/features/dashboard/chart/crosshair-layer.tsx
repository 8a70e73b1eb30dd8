import { useCallback } from 'react';
import { useElementSetUp } from '@/lib/use-element-set-up';
import type { Crosshair } from './crosshair';
import type { PlotScale } from './plot-scale';
import { drawnReadings, type DrawnSeries } from './stack-model';
import styles from './plot.module.css';

const SVG = 'http://www.w3.org/2000/svg';
const DOT_RADIUS = 3.5;
const MAX_DOTS = 24;

function element(name: string, className: string | undefined, attributes: Record<string, number | string>): SVGElement {
  const made = document.createElementNS(SVG, name);
  if (className !== undefined) made.setAttribute('class', className);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

function draw(
  layer: SVGSVGElement,
  scale: PlotScale | undefined,
  series: readonly DrawnSeries[],
  at: number | undefined,
): void {
  layer.replaceChildren();
  const x = at === undefined ? undefined : scale?.x(at);
  if (!scale || at === undefined || x === undefined || x < scale.box.left - 1 || x > scale.box.right + 1) return;
  layer.append(element('line', styles.line, { x1: x, x2: x, y1: scale.box.top, y2: scale.box.bottom }));
  const lines = drawnReadings(series, at).filter(({ series: { kind } }) => kind === 'line');
  for (const reading of lines.slice(0, MAX_DOTS)) {
    const cx = scale.x(reading.at);
    const cy = scale.y(reading.y);
    if (cx !== undefined && cy !== undefined && cy >= scale.box.top - 1 && cy <= scale.box.bottom + 1) {
      layer.append(element('circle', styles.dot, { cx, cy, r: DOT_RADIUS, fill: reading.series.colour }));
    }
  }
}

type CrosshairLayerProps = {
  crosshair: Crosshair;
  scale: () => PlotScale | undefined;
  series: readonly DrawnSeries[];
  /** Changes whenever the chart is drawn anew. */
  drawing: unknown;
};

/**
 * The line at the shared moment and a dot on every series. It is drawn by hand, once a frame, because the
 * pointer moves sixty times a second over a dozen charts.
 */
export function CrosshairLayer({ crosshair, scale, series, drawing }: CrosshairLayerProps) {
  const follow = useCallback(
    (layer: SVGSVGElement) => {
      let frame = 0;
      const later = (): void => {
        cancelAnimationFrame(frame);
        frame = requestAnimationFrame(() => draw(layer, scale(), series, crosshair.read().at));
      };
      later();
      const leave = crosshair.subscribe(later);
      return () => {
        leave();
        cancelAnimationFrame(frame);
      };
    },
    // What is drawn anew needs its line and dots anew.
    // oxlint-disable-next-line react/exhaustive-deps
    [crosshair, scale, series, drawing],
  );
  return <svg ref={useElementSetUp(follow)} className={styles.overlay} aria-hidden="true" />;
}
