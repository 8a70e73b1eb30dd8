import { useMemo, type ComponentType } from 'react';
import type { TimeSeriesData } from '@perses-dev/core';
import type { BarChartOptions } from '@perses-dev/bar-chart-plugin';
import type { PanelProps } from '@perses-dev/plugin-system';
import { calculated } from './calculation';

type BarProps = PanelProps<BarChartOptions, TimeSeriesData>;
type Results = BarProps['queryResults'];

/** Each series with one value, what the calculation makes of it; null for what no bar can be as long as. */
export function barValues(results: Results, calculation: BarChartOptions['calculation']): Results {
  return results.map((result) => {
    const series = result.data.series.map((one) => {
      const value = calculated(one.values, calculation);
      const shown = Number.isFinite(value) ? (value ?? null) : null;
      return { ...one, values: [[one.values.at(-1)?.[0] ?? 0, shown] as [number, number | null]] };
    });
    return { ...result, data: { ...result.data, series } };
  });
}

/** A share below this, in percent, is 0.00 with two decimals; its plugin writes all the noughts before its digits. */
const SMALL_SHARE = 0.01;

/** The settings of bars as they are drawn: of values that are calculated, shares with two decimals where one is tiny. */
export function barSpec(spec: BarChartOptions, results: Results): BarChartOptions {
  const drawn = { ...spec, calculation: 'last' as const };
  const format = spec.format ?? { unit: 'decimal' as const };
  if (spec.mode !== 'percentage' || format.decimalPlaces !== undefined) return drawn;
  const values = results.flatMap(({ data }) => data.series.map((one) => one.values[0]?.[1] ?? 0));
  const whole = values.reduce((sum, value) => sum + value, 0);
  const isSmall = (value: number): boolean => value !== 0 && Math.abs((value / whole) * 100) < SMALL_SHARE;
  return values.some(isSmall) ? { ...drawn, format: { ...format, decimalPlaces: 2 } } : drawn;
}

/** Bars whose values are calculated as everywhere: its plugin takes NaN for a number. */
export function withBarValues(PanelComponent: ComponentType<BarProps>): ComponentType<BarProps> {
  return function Bars(props: BarProps) {
    const { spec, queryResults } = props;
    const calculation = spec.calculation ?? 'last';
    const results = useMemo(() => barValues(queryResults, calculation), [queryResults, calculation]);
    const drawn = useMemo(() => barSpec(spec, results), [spec, results]);
    return <PanelComponent {...props} spec={drawn} queryResults={results} />;
  };
}
