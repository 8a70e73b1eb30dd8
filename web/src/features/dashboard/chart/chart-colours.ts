import { COLOURS, type ColourMode } from '@/kit/theme/tokens';

/** The colours of a chart, as values: a canvas can't read CSS variables. */
export type ChartColours = {
  series: readonly string[];
  grid: string;
  axis: string;
  label: string;
  text: string;
  surface: string;
};

export function chartColours(mode: ColourMode): ChartColours {
  const { chart, text, surface } = COLOURS[mode];
  return {
    series: chart.series,
    grid: chart.grid,
    axis: chart.axis,
    label: text.tertiary,
    text: text.secondary,
    surface: surface.raised,
  };
}

/** The colours of threshold steps whose author gave them none, from the lowest step. */
export function thresholdPalette(mode: ColourMode): readonly string[] {
  const { status } = COLOURS[mode];
  return [status.warning, status.failed, status.needsInput];
}
