import type { ComponentType } from 'react';
import type { CalculationType, TimeSeriesData, UnknownSpec } from '@perses-dev/core';
import type { PanelProps } from '@perses-dev/plugin-system';
import { momentsOfValue } from '../query/latest-values';
import type { Moments } from '../query/window-end';

export type PanelComponent = ComponentType<PanelProps<UnknownSpec, TimeSeriesData>>;

/** What is known of a kind of panel before anything that draws it is there. */
export type PanelKind = {
  /** The kinds of queries whose answers it draws; none when it draws no answers. */
  takes: readonly string[];
  /** The moments that its queries ask for, by its settings. */
  moments: (spec: UnknownSpec) => Moments;
  /** Gets what draws it. */
  load: () => Promise<PanelComponent>;
  /** Whether a part of Perses draws it, which needs more around it. */
  isOfPerses: boolean;
};

const PROMQL = ['TimeSeriesQuery'];

/** The settings of a panel are of its kind: the server looks at them when a document is saved. */
function drawnBy<Spec>(component: ComponentType<PanelProps<Spec, TimeSeriesData>>): PanelComponent {
  return component as PanelComponent;
}

const range = (): Moments => 'range';
const instant = (): Moments => 'instant';
const ofValue = (spec: { calculation?: CalculationType }): Moments => momentsOfValue(spec);

/** Cells that draw a panel need all of the range. */
function ofTable({ columnSettings = [] }: { columnSettings?: { plugin?: unknown }[] }): Moments {
  return columnSettings.some(({ plugin }) => plugin) ? 'range' : 'instant';
}

function own(moments: PanelKind['moments'], load: PanelKind['load']): PanelKind {
  return { takes: PROMQL, moments, load, isOfPerses: false };
}

function ofPerses(moments: PanelKind['moments'], load: PanelKind['load'], takes = PROMQL): PanelKind {
  return { takes, moments, load, isOfPerses: true };
}

/** Parts of Perses are named by their files: a package as a whole brings its editors. */
const KINDS = {
  TimeSeriesChart: own(range, async () => drawnBy((await import('./time-series-panel')).TimeSeriesPanel)),
  StatChart: own(ofValue, async () => drawnBy((await import('./stat-panel')).StatPanel)),
  GaugeChart: own(ofValue, async () => drawnBy((await import('./gauge-panel')).GaugePanel)),
  PieChart: own(ofValue, async () => drawnBy((await import('./pie-panel')).PiePanel)),
  BarChart: ofPerses(ofValue, async () => drawnBy((await import('./perses/bars')).Bars)),
  Table: ofPerses(ofTable, async () => drawnBy((await import('./perses/table')).Table)),
  TimeSeriesTable: ofPerses(instant, async () => {
    const { TimeSeriesTablePanel } = await import('@perses-dev/timeseries-table-plugin/lib/TimeSeriesTablePanel');
    return drawnBy(TimeSeriesTablePanel);
  }),
  HeatMapChart: ofPerses(range, async () => {
    const { HeatMapChartPanel } = await import('@perses-dev/heatmap-chart-plugin/lib/components/HeatMapChartPanel');
    return drawnBy(HeatMapChartPanel);
  }),
  HistogramChart: ofPerses(instant, async () => {
    const { HistogramChartPanel } =
      await import('@perses-dev/histogram-chart-plugin/lib/components/HistogramChartPanel');
    return drawnBy(HistogramChartPanel);
  }),
  StatusHistoryChart: ofPerses(range, async () => drawnBy((await import('./perses/status-history')).StatusHistory)),
  ScatterChart: ofPerses(range, async () => {
    const { ScatterChartPanel } = await import('@perses-dev/scatter-chart-plugin/lib/ScatterChartPanel');
    return ScatterChartPanel as unknown as PanelComponent; // of traces, which nobody here asks for
  }, ['TraceQuery']),
  Markdown: ofPerses(range, async () => drawnBy((await import('./perses/text')).Text), []),
} satisfies Record<string, PanelKind>;

/** The kind of that name; undefined when there is none here. */
export function panelKind(name: string): PanelKind | undefined {
  return Object.hasOwn(KINDS, name) ? KINDS[name as keyof typeof KINDS] : undefined;
}
