import { nearestIndex, type ChartSeries } from './series-model';

/** The next measured moment to the left or to the right; the last one when there is none yet. */
export function stepMoment(series: readonly ChartSeries[], at: number | undefined, by: 1 | -1): number | undefined {
  if (at === undefined) {
    const ends = series.flatMap((one) => one.points.at(-1)?.[0] ?? []);
    return ends.length === 0 ? undefined : Math.max(...ends);
  }
  const next = series.flatMap((one) => {
    const index = nearestIndex(one.points, at);
    const candidates = [one.points[index + by]?.[0], one.points[index]?.[0]];
    return candidates.filter((time) => time !== undefined && (by === 1 ? time > at : time < at));
  });
  const times = next.filter((time) => time !== undefined);
  if (times.length === 0) return at;
  return by === 1 ? Math.min(...times) : Math.max(...times);
}
