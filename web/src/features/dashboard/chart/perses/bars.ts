import { BarChartPanel } from '@perses-dev/bar-chart-plugin/lib/BarChartPanel';
import { withBarValues } from '../bar-values';
import { withSafeNames } from '../safe-names';

/** Bars as Perses draws them, of values as everywhere. */
export const Bars = withSafeNames(withBarValues(BarChartPanel));
