import { describe, expect, it } from 'vitest';
import { getTablePanelQueryOptions } from '@perses-dev/table-plugin/lib/TablePanel';
import { PLUGIN_TABLE } from '../query/plugin-table';
import { modeOf } from '../query/latest-values';
import { panelKind } from './panel-kinds';

/** What Perses' own plugins say of their queries, without their editors. */
const MODES: Record<string, string | undefined> = {
  TimeSeriesTable: 'instant',
  HeatMapChart: 'range',
  HistogramChart: 'instant',
};

describe('the kinds of panels', () => {
  it('are those of the table of plugins', () => {
    const names = Object.values(PLUGIN_TABLE).flatMap(([, plugins]) =>
      plugins.filter(([type]) => type === 'Panel').map(([, name]) => name),
    );
    expect(names.map((name) => [name, panelKind(name) !== undefined])).toEqual(names.map((name) => [name, true]));
    expect(panelKind('constructor')).toBeUndefined();
  });

  it.each(Object.entries(MODES))('%s asks as its plugin does', (name, mode) => {
    expect(modeOf(panelKind(name)?.moments({}) ?? 'latest')).toBe(mode);
  });

  it.each([[], [{ name: 'a' }], [{ name: 'a', plugin: { kind: 'StatChart', spec: {} } }]])(
    'a table of these columns asks as its plugin does: %j',
    (...columnSettings) => {
      const mode = modeOf(panelKind('Table')?.moments({ columnSettings }) ?? 'latest');
      expect({ mode }).toEqual(getTablePanelQueryOptions({ columnSettings }));
    },
  );

  it.each([
    ['StatChart', {}, 'latest'],
    ['GaugeChart', { calculation: 'last' }, 'latest'],
    ['PieChart', { calculation: 'last-number' }, 'latest'],
    ['BarChart', { calculation: 'mean' }, 'range'],
  ])('%s of one value, by %j, asks for %s', (name, spec, moments) => {
    expect(panelKind(name)?.moments(spec)).toBe(moments);
  });
});
