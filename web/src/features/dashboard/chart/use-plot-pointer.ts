import { useState, type PointerEvent } from 'react';
import { useWindowListener } from '@/lib/use-window-listener';
import type { Crosshair } from './crosshair';
import type { PlotScale } from './plot-scale';
import { snap, type ChartSeries } from './series-model';

const DRAG_MIN = 5;

export type Hover = { at: number; pointer: { x: number; y: number }; local: { x: number; y: number } };
export type Brush = { from: number; to: number };

type PlotPointer = {
  hover: Hover | undefined;
  setHover: (hover: Hover | undefined) => void;
  /** What is being selected, in px of the plot. */
  brush: Brush | undefined;
  handlers: {
    onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    onPointerUp: (event: PointerEvent<HTMLElement>) => void;
    onPointerLeave: () => void;
    onPointerCancel: () => void;
  };
};

type Options = {
  scale: () => PlotScale | undefined;
  series: readonly ChartSeries[];
  crosshair: Crosshair;
  onRange: (start: number, end: number) => void;
};

function isInPlot(scale: PlotScale, x: number, y: number): boolean {
  const { left, right, top, bottom } = scale.box;
  return x >= left - 4 && x <= right + 4 && y >= top - 8 && y <= bottom + 8;
}

/** Pointing at a plot: following shows values, dragging chooses a range, a click pins the moment on all charts. */
export function usePlotPointer({ scale, series, crosshair, onRange }: Options): PlotPointer {
  const [hover, setHover] = useState<Hover>();
  const [brush, setBrush] = useState<Brush>();

  const cancel = (): void => setBrush(undefined);
  useWindowListener('keydown', ({ key }) => key === 'Escape' && cancel(), 'capture');

  const place = (event: PointerEvent<HTMLElement>): { x: number; y: number; found: PlotScale | undefined } => {
    const bounds = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - bounds.left, y: event.clientY - bounds.top, found: scale() };
  };

  const move = (event: PointerEvent<HTMLElement>): void => {
    const { x, y, found } = place(event);
    if (!found) return;
    if (brush) setBrush({ from: brush.from, to: Math.min(found.box.right, Math.max(found.box.left, x)) });
    const at = isInPlot(found, x, y) ? found.at(x) : undefined;
    const snapped = at === undefined ? undefined : (snap(series, at) ?? at);
    crosshair.follow(snapped);
    setHover(
      snapped === undefined
        ? undefined
        : { at: snapped, pointer: { x: event.clientX, y: event.clientY }, local: { x, y } },
    );
  };

  const down = (event: PointerEvent<HTMLElement>): void => {
    const { x, y, found } = place(event);
    if (event.button !== 0 || event.pointerType === 'touch' || !found || !isInPlot(found, x, y)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setBrush({ from: x, to: x });
  };

  const up = (event: PointerEvent<HTMLElement>): void => {
    if (!brush) return;
    setBrush(undefined);
    const found = scale();
    const [left, right] = [Math.min(brush.from, brush.to), Math.max(brush.from, brush.to)];
    if (right - left < DRAG_MIN) {
      if (crosshair.read().isPinned) crosshair.unpin();
      else if (hover) crosshair.pin(hover.at);
      return;
    }
    const start = found?.at(left);
    const end = found?.at(right);
    if (start !== undefined && end !== undefined && end > start) onRange(start, end);
    event.currentTarget.releasePointerCapture(event.pointerId);
  };

  const leave = (): void => {
    crosshair.follow(undefined);
    setHover(undefined);
  };

  return {
    hover,
    setHover,
    brush,
    handlers: {
      onPointerDown: down,
      onPointerMove: move,
      onPointerUp: up,
      onPointerLeave: leave,
      onPointerCancel: cancel,
    },
  };
}
