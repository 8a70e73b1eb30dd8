import type { CalculationType } from '@perses-dev/core';
import type { TimeSeriesQueryContext, TimeSeriesQueryMode } from '@perses-dev/plugin-system';
import type { Moments } from './window-end';

/** A mode of our own among those of Perses, which takes any word but 'instant' for a range. */
const LATEST = 'latest' as TimeSeriesQueryMode;

/** The moments that the queries of a panel in Perses' editor ask for. */
export function momentsOf({ mode = 'range' }: Pick<TimeSeriesQueryContext, 'mode'>): Moments {
  return mode === LATEST ? 'latest' : mode;
}

type OneValue = { calculation?: CalculationType };

/** A panel of one value for each series: where that is the last one, its queries ask for the end of the window too. */
export function momentsOfValue({ calculation }: OneValue): Moments {
  return calculation === undefined || calculation === 'last' || calculation === 'last-number' ? 'latest' : 'range';
}

/** The same in the words of Perses. */
export function modeOf(moments: Moments): TimeSeriesQueryMode {
  return moments === 'latest' ? LATEST : moments;
}
