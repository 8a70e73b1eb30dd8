import { useMemo } from 'react';
import type { TimeSeriesData } from '@perses-dev/core';
import type { PanelPlugin, PanelProps } from '@perses-dev/plugin-system';
import type { TableOptions } from '@perses-dev/table-plugin';
import { withClosedRanges } from './table-cells';

type TableProps = PanelProps<TableOptions, TimeSeriesData>;

const TIMESTAMP = 'timestamp';

/** The settings of a table whose column of milliseconds nobody asked for: it says nothing that can be read. */
export function withoutTimestamp(spec: TableOptions): TableOptions {
  const columns = spec.columnSettings ?? [];
  if (columns.some((column) => column.name === TIMESTAMP)) return spec;
  return { ...spec, columnSettings: [...columns, { name: TIMESTAMP, hide: true }] };
}

function drawnSpec(spec: TableOptions, results: TableProps['queryResults']): TableOptions {
  const { cellSettings } = spec;
  const plain = withoutTimestamp(spec);
  return cellSettings ? { ...plain, cellSettings: withClosedRanges(cellSettings, results) } : plain;
}

export function withPlainTable(plugin: PanelPlugin<TableOptions, TableProps>): PanelPlugin<TableOptions, TableProps> {
  const { PanelComponent } = plugin;
  function PlainTable(props: TableProps) {
    const { spec, queryResults } = props;
    const drawn = useMemo(() => drawnSpec(spec, queryResults), [spec, queryResults]);
    return <PanelComponent {...props} spec={drawn} />;
  }
  return { ...plugin, PanelComponent: PlainTable };
}
