import { useCallback, type MutableRefObject, type RefCallback, type RefObject } from 'react';
import { useElementSetUp } from '@/lib/use-element-set-up';

export type Side = 'below' | 'above' | 'right';
export type Align = 'start' | 'center' | 'end';

type Box = { left: number; top: number; width: number; height: number };

const MARGIN = 8;

/** Where a floating box of this size stands, so that all of it is inside the window. */
export function place(
  anchor: Box,
  floating: { width: number; height: number },
  view: { width: number; height: number },
  options: { side: Side; align: Align; gap: number },
): { left: number; top: number } {
  const { side, align, gap } = options;
  if (side === 'right') {
    const right = anchor.left + anchor.width + gap;
    const fits = right + floating.width + MARGIN <= view.width;
    const left = fits ? right : anchor.left - gap - floating.width;
    const top = anchor.top + (anchor.height - floating.height) / 2;
    return { left: clamp(left, view.width - floating.width), top: clamp(top, view.height - floating.height) };
  }
  const below = anchor.top + anchor.height + gap;
  const above = anchor.top - gap - floating.height;
  const fitsBelow = below + floating.height + MARGIN <= view.height;
  const wantsBelow = side === 'below' ? fitsBelow || above < MARGIN : above < MARGIN && fitsBelow;
  const offsets: Record<Align, number> = {
    start: 0,
    center: (anchor.width - floating.width) / 2,
    end: anchor.width - floating.width,
  };
  return {
    left: clamp(anchor.left + offsets[align], view.width - floating.width),
    top: clamp(wantsBelow ? below : above, view.height - floating.height),
  };
}

function clamp(value: number, room: number): number {
  return Math.max(MARGIN, Math.min(value, room - MARGIN));
}

/**
 * A ref that shows its element in the browser's top layer, beside its anchor, for as long as it is mounted. The top layer
 * lies over dialogs and is cut by no container; the element stays where it is in the document, so that the
 * order of focus is the order that people see. `onShown` is called with it, and must be the same function each time.
 */
export function useAnchored<Floating extends HTMLElement>(
  anchor: RefObject<HTMLElement>,
  { side = 'below', align = 'start', gap = 4 }: { side?: Side; align?: Align; gap?: number } = {},
  { kept, onShown }: { kept?: MutableRefObject<Floating | null>; onShown?: (floating: Floating) => void } = {},
): RefCallback<Floating> {
  const stand = useCallback(
    (floating: Floating) => {
      const leave = standBeside(anchor, floating, { side, align, gap });
      onShown?.(floating);
      return leave;
    },
    [anchor, side, align, gap, onShown],
  );
  return useElementSetUp(stand, kept);
}

function standBeside(
  anchor: RefObject<HTMLElement>,
  element: HTMLElement,
  options: { side: Side; align: Align; gap: number },
): () => void {
  element.setAttribute('popover', 'manual');
  if (typeof element.showPopover === 'function') element.showPopover();

  const update = (): void => {
    if (!anchor.current) return;
    const size = { width: element.offsetWidth, height: element.offsetHeight };
    const view = { width: window.innerWidth, height: window.innerHeight };
    const { left, top } = place(anchor.current.getBoundingClientRect(), size, view, options);
    element.style.left = `${Math.round(left)}px`;
    element.style.top = `${Math.round(top)}px`;
  };
  update();
  const resized = typeof ResizeObserver === 'function' ? new ResizeObserver(update) : undefined;
  resized?.observe(element);
  window.addEventListener('resize', update);
  window.addEventListener('scroll', update, { capture: true, passive: true });
  return () => {
    resized?.disconnect();
    window.removeEventListener('resize', update);
    window.removeEventListener('scroll', update, { capture: true });
  };
}
