import { generateChartsTheme, type PersesChartsTheme } from '@perses-dev/components';
import { COLOURS, FONTS, type ColourMode } from '@/kit/theme/tokens';
import { muiTheme } from '@/kit/theme/mui-theme';
import { thresholdPalette } from '../chart/chart-colours';

/** The looks of the charts that the plugins draw themselves, in our tokens. */
export function chartsTheme(mode: ColourMode): PersesChartsTheme {
  const { chart, text, surface, border } = COLOURS[mode];
  const axisLabel = { color: text.tertiary, fontSize: 11, fontFamily: FONTS.text };
  const axisLine = { lineStyle: { color: chart.axis, width: 1 } };
  const splitLine = { lineStyle: { color: chart.grid, width: 1, opacity: 1 } };
  return generateChartsTheme(muiTheme(mode), {
    echartsTheme: {
      color: [...chart.series],
      textStyle: { color: text.primary, fontFamily: FONTS.text, fontSize: 12 },
      categoryAxis: { axisLabel: { ...axisLabel, margin: 8 }, axisLine, splitLine: { ...splitLine, show: false } },
      timeAxis: { axisLabel: { ...axisLabel, margin: 8 }, axisLine, splitLine: { ...splitLine, show: false } },
      valueAxis: { axisLabel: { ...axisLabel, margin: 8 }, splitLine },
      tooltip: {
        backgroundColor: surface.tooltip,
        borderColor: surface.tooltip,
        textStyle: { color: text.onTooltip, fontSize: 12, fontFamily: FONTS.text },
      },
      axisPointer: { lineStyle: { color: chart.crosshair } },
      bar: { itemStyle: { borderColor: border.subtle } },
    },
    noDataOption: { title: { textStyle: { color: text.secondary, fontSize: 12, fontWeight: 400 } } },
    sparkline: { width: 1.5, color: chart.series[0] },
    container: { padding: { default: 10 } },
    thresholds: { defaultColor: chart.series[0], palette: [...thresholdPalette(mode)] },
  });
}
