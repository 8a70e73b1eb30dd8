import { useRef, type KeyboardEvent } from 'react';
import type { Crosshair } from './crosshair';
import type { PlotScale } from './plot-scale';
import type { ChartSeries } from './series-model';
import { stepMoment } from './step-moment';
import type { Hover } from './use-plot-pointer';

/** After `t` the arrows pan the whole dashboard, within this time. */
const SEQUENCE_MS = 1200;

type Options = {
  scale: () => PlotScale | undefined;
  series: readonly ChartSeries[];
  crosshair: Crosshair;
  hover: Hover | undefined;
  onHover: (hover: Hover | undefined) => void;
};

/** Reading a chart by keyboard: the arrows walk from moment to moment, Escape ends it. */
export function usePlotKeys({ scale, series, crosshair, hover, onHover }: Options): {
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  onBlur: () => void;
} {
  const sequenceAt = useRef(Number.NEGATIVE_INFINITY);
  const end = (): void => {
    crosshair.follow(undefined);
    onHover(undefined);
  };
  const walk = (element: HTMLElement, by: 1 | -1): void => {
    const at = stepMoment(series, hover?.at, by);
    const found = scale();
    const x = at === undefined ? undefined : found?.x(at);
    if (at === undefined || x === undefined || !found) return;
    const bounds = element.getBoundingClientRect();
    const y = (found.box.top + found.box.bottom) / 2;
    crosshair.follow(at);
    onHover({ at, pointer: { x: bounds.left + x, y: bounds.top + y }, local: { x, y } });
  };
  return {
    onKeyDown: (event) => {
      if (event.key === 't') sequenceAt.current = event.timeStamp;
      if (event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.key === 'Escape' && hover) {
        event.preventDefault();
        end();
      }
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
      if (event.timeStamp - sequenceAt.current < SEQUENCE_MS) return;
      event.preventDefault();
      walk(event.currentTarget, event.key === 'ArrowRight' ? 1 : -1);
    },
    onBlur: end,
  };
}
