import { formatCount } from '@/lib/numbers';
import { formatClock, type Zone } from '@/lib/time';

/** How much there is a minute over a stretch of time, one's own and that of others, and how much there may be. */
export type Density = {
  startsAt: Date;
  bucketSeconds: number;
  /** 0 where there is no ceiling. */
  ceiling: number;
  /** A minute, by bucket. */
  own: readonly number[];
  others: readonly number[];
};

/** A part of a bar, in the height of the drawing, from the top down. */
export type Slice = { y: number; height: number };
export type DensityBar = { x: number; width: number; others: Slice; own: Slice; over: Slice; label: string };
export type DensityDrawing = {
  bars: readonly DensityBar[];
  /** Undefined when the ceiling is so far above what is planned that it has no place in the drawing. */
  ceilingY: number | undefined;
  ceilingLabel: string;
  ticks: readonly { y: number; text: string }[];
  hours: readonly { x: number; text: string }[];
  hasOver: boolean;
};

const MOST_STEPS = 6;
/** A ceiling higher than so many times the highest bar would flatten the bars. */
const IN_VIEW = 4;

/** A round number at or above a value that halves or thirds well: 1, 2, 4, 6, 8, 10 and their tenfolds. */
export function niceTop(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 4, 6, 8, 10].find((candidate) => candidate * power >= value * 0.999) ?? 10;
  return factor * power;
}

function niceNumber(value: number): string {
  return value >= 100 ? formatCount(Math.round(value)) : String(Number(value.toFixed(2)));
}

/** The values of the axis: sixes in thirds, all others in halves. */
function ticksOf(top: number): number[] {
  const leading = Math.round(top / 10 ** Math.floor(Math.log10(top)));
  const steps = leading === 6 ? 3 : 2;
  return Array.from({ length: steps + 1 }, (_, index) => (top * index) / steps);
}

/** A density as bars: others below, one's own above, what is over the ceiling on top. `own` names one's own in words. */
export function densityDrawing(
  density: Density,
  own: string,
  { width, height }: { width: number; height: number },
  zone?: Zone,
): DensityDrawing {
  const count = Math.max(density.own.length, density.others.length);
  const sums = Array.from({ length: count }, (_, index) => (density.own[index] ?? 0) + (density.others[index] ?? 0));
  const highest = Math.max(0, ...sums);
  const ceiling = density.ceiling > 0 ? density.ceiling : Infinity;
  const isInView = highest === 0 ? Number.isFinite(ceiling) : ceiling <= IN_VIEW * highest;
  const top = niceTop(isInView ? Math.max(ceiling, highest) : highest * 1.2);
  const yOf = (value: number): number => height - (Math.min(value, top) / top) * height;
  const slice = (from: number, to: number): Slice => ({ y: yOf(to), height: Math.max(0, yOf(from) - yOf(to)) });
  const slot = count === 0 ? 0 : width / count;
  const start = density.startsAt.getTime();
  const clockAt = (index: number): string => formatClock(new Date(start + index * density.bucketSeconds * 1000), zone);

  const bars = sums.map((sum, index): DensityBar => {
    const others = density.others[index] ?? 0;
    const underCeiling = Math.min(sum, ceiling);
    return {
      x: index * slot,
      width: Math.max(0.5, slot - 1),
      others: slice(0, Math.min(others, underCeiling)),
      own: slice(Math.min(others, underCeiling), underCeiling),
      over: slice(underCeiling, sum),
      label: `${clockAt(index)}: ${niceNumber(density.own[index] ?? 0)} of ${own}, ${niceNumber(others)} of others`,
    };
  });
  return {
    bars,
    ceilingY: isInView ? yOf(ceiling) : undefined,
    ceilingLabel: isInView
      ? `ceiling ${niceNumber(ceiling)} a minute`
      : `ceiling far above: ${niceNumber(ceiling)} a minute`,
    ticks: ticksOf(top).map((value) => ({ y: yOf(value), text: niceNumber(value) })),
    hours: count === 0 ? [] : hourLabels(count, width, clockAt),
    hasOver: bars.some((bar) => bar.over.height > 0.01),
  };
}

/** Labels stand where a bar begins or ends: that is a whole minute, however short the window is. */
function hourLabels(count: number, width: number, clockAt: (index: number) => string): { x: number; text: string }[] {
  const stride = Math.ceil(count / MOST_STEPS);
  return Array.from({ length: Math.floor(count / stride) + 1 }, (_, step) => ({
    x: ((step * stride) / count) * width,
    text: clockAt(step * stride),
  }));
}
