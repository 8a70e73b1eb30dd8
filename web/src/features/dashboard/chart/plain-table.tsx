import { useMemo, type ComponentType } from 'react';
import type { TimeSeriesData } from '@perses-dev/core';
import type { PanelProps } from '@perses-dev/plugin-system';
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

type Results = TableProps['queryResults'];

/**
 * Each series with its newest sample alone, which is what its cell shows: the plugin takes the first. A cell that draws a
 * panel has them all.
 */
export function newestSamples(results: Results, spec: TableOptions): Results {
  return results.map((result, index) => {
    const name = results.length === 1 ? 'value' : `value #${index + 1}`;
    if (spec.columnSettings?.some((column) => column.name === name && column.plugin)) return result;
    const series = result.data.series.map((one) => ({ ...one, values: one.values.slice(-1) }));
    return { ...result, data: { ...result.data, series } };
  });
}

function drawnSpec(spec: TableOptions, results: Results): TableOptions {
  const { cellSettings } = spec;
  const plain = withoutTimestamp(spec);
  return cellSettings ? { ...plain, cellSettings: withClosedRanges(cellSettings, results) } : plain;
}

export function withPlainTable(PanelComponent: ComponentType<TableProps>): ComponentType<TableProps> {
  return function PlainTable(props: TableProps) {
    const { spec, queryResults } = props;
    const results = useMemo(() => newestSamples(queryResults, spec), [queryResults, spec]);
    const drawn = useMemo(() => drawnSpec(spec, results), [spec, results]);
    return <PanelComponent {...props} spec={drawn} queryResults={results} />;
  };
}
