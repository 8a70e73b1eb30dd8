import { useMemo } from 'react';
import type { TimeSeriesData } from '@perses-dev/core';
import type { BarChartOptions } from '@perses-dev/bar-chart-plugin';
import type { PanelPlugin, PanelProps } from '@perses-dev/plugin-system';
import { calculated } from './calculation';

type BarProps = PanelProps<BarChartOptions, TimeSeriesData>;
type Results = BarProps['queryResults'];

/** Each series with one value, what the calculation makes of it; null for what is no number. */
export function barValues(results: Results, calculation: BarChartOptions['calculation']): Results {
  return results.map((result) => {
    const series = result.data.series.map((one) => {
      const value = calculated(one.values, calculation);
      const shown = value === undefined || Number.isNaN(value) ? null : value;
      return { ...one, values: [[one.values.at(-1)?.[0] ?? 0, shown] as [number, number | null]] };
    });
    return { ...result, data: { ...result.data, series } };
  });
}

/** Bars whose values are calculated as everywhere: its plugin takes NaN for a number. */
export function withBarValues(plugin: PanelPlugin<BarChartOptions, BarProps>): PanelPlugin<BarChartOptions, BarProps> {
  const { PanelComponent } = plugin;
  function Bars(props: BarProps) {
    const { spec, queryResults } = props;
    const calculation = spec.calculation ?? 'last';
    const results = useMemo(() => barValues(queryResults, calculation), [queryResults, calculation]);
    const drawn = useMemo(() => ({ ...spec, calculation: 'last' as const }), [spec]);
    return <PanelComponent {...props} spec={drawn} queryResults={results} />;
  }
  return { ...plugin, PanelComponent: Bars };
}
