import type { TimeSeriesData } from '@perses-dev/core';
import type { PanelPlugin, PanelProps } from '@perses-dev/plugin-system';
import type { GaugeChartOptions } from '@perses-dev/gauge-chart-plugin';

type GaugeProps = PanelProps<GaugeChartOptions, TimeSeriesData>;
type GaugePlugin = PanelPlugin<GaugeChartOptions, GaugeProps>;

/** A gauge without thresholds has no opinion: without this it would be drawn in the colour of a warning. */
export function withPlainGauge(plugin: GaugePlugin): GaugePlugin {
  const { PanelComponent } = plugin;
  function PlainGauge(props: GaugeProps) {
    const spec = props.spec.thresholds ? props.spec : { ...props.spec, thresholds: { steps: [] } };
    return <PanelComponent {...props} spec={spec} />;
  }
  return { ...plugin, PanelComponent: PlainGauge };
}
