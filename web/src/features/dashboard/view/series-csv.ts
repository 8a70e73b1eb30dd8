import type { QueryDataType, TimeSeriesData } from '@perses-dev/core';
import type { PanelData } from '@perses-dev/plugin-system';

function isTimeSeries(data: QueryDataType): data is TimeSeriesData {
  return 'series' in data;
}

export function hasSeries(results: readonly PanelData<QueryDataType>[]): boolean {
  return results.some(({ data }) => isTimeSeries(data) && data.series.length > 0);
}

/** Quoted where it must be; a leading sign that a spreadsheet would run as a formula is disarmed. */
function cell(text: string): string {
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The data of a panel as a table: a row for each moment, a column for each line, empty where nothing was measured. */
export function seriesCsv(results: readonly PanelData<QueryDataType>[]): string | undefined {
  const series = results.flatMap(({ data }) => (isTimeSeries(data) ? data.series : []));
  if (series.length === 0) return undefined;
  const rows = new Map<number, string[]>();
  series.forEach((one, column) => {
    for (const [at, value] of one.values) {
      const row = rows.get(at) ?? Array.from({ length: series.length }, () => '');
      if (value !== null) row[column] = String(value);
      rows.set(at, row);
    }
  });
  const head = ['time', ...series.map((one) => cell(one.formattedName ?? one.name))].join(',');
  const lines = [...rows].sort(([a], [b]) => a - b).map(([at, row]) => [new Date(at).toISOString(), ...row].join(','));
  return `${[head, ...lines].join('\n')}\n`;
}
