import type { FormatOptions, TimeSeriesData } from '@perses-dev/core';
import type { PanelData } from '@perses-dev/plugin-system';
import type { TimeSeriesChartOptions } from '@perses-dev/timeseries-chart-plugin';

export type TimeSeriesSpec = TimeSeriesChartOptions;
export type TimeSeriesResult = PanelData<TimeSeriesData>;

export const DEFAULT_FORMAT: FormatOptions = { unit: 'decimal', shortValues: true };

export function valueFormat(spec: TimeSeriesSpec): FormatOptions {
  return spec.yAxis?.format ?? DEFAULT_FORMAT;
}
