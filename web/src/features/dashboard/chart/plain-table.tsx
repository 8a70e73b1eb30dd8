import { useMemo } from 'react';
import type { TimeSeriesData } from '@perses-dev/core';
import type { PanelPlugin, PanelProps } from '@perses-dev/plugin-system';
import type { TableOptions } from '@perses-dev/table-plugin';

type TableProps = PanelProps<TableOptions, TimeSeriesData>;

const TIMESTAMP = 'timestamp';

/** The settings of a table whose column of milliseconds nobody asked for: it says nothing that can be read. */
export function withoutTimestamp(spec: TableOptions): TableOptions {
  const columns = spec.columnSettings ?? [];
  if (columns.some((column) => column.name === TIMESTAMP)) return spec;
  return { ...spec, columnSettings: [...columns, { name: TIMESTAMP, hide: true }] };
}

export function withPlainTable(plugin: PanelPlugin<TableOptions, TableProps>): PanelPlugin<TableOptions, TableProps> {
  const { PanelComponent } = plugin;
  function PlainTable(props: TableProps) {
    const spec = useMemo(() => withoutTimestamp(props.spec), [props.spec]);
    return <PanelComponent {...props} spec={spec} />;
  }
  return { ...plugin, PanelComponent: PlainTable };
}
