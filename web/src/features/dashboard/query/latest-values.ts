import type { CalculationType } from '@perses-dev/core';
import type { PanelPlugin, TimeSeriesQueryContext, TimeSeriesQueryMode } from '@perses-dev/plugin-system';

/** A mode of our own among those of Perses, which takes any word but 'instant' for a range. */
const LATEST = 'latest' as TimeSeriesQueryMode;

/** Whether a query is of a panel that shows the latest value of each series. */
export function asksLatest({ mode }: Pick<TimeSeriesQueryContext, 'mode'>): boolean {
  return mode === LATEST;
}

type OneValue = { calculation?: CalculationType };

/** A panel of one value for each series: where that is the last one, its queries ask for the end of the window too. */
export function withLatestValues<Spec extends OneValue, Props>(
  plugin: PanelPlugin<Spec, Props>,
): PanelPlugin<Spec, Props> {
  return {
    ...plugin,
    queryOptions: ({ calculation }) => {
      const isLast = calculation === undefined || calculation === 'last' || calculation === 'last-number';
      return { mode: isLast ? LATEST : 'range' };
    },
  };
}
