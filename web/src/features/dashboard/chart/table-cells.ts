import type { TimeSeriesData } from '@perses-dev/core';
import type { PanelData } from '@perses-dev/plugin-system';
import type { TableOptions } from '@perses-dev/table-plugin';

type CellSettings = NonNullable<TableOptions['cellSettings']>[number];
type Results = readonly PanelData<TimeSeriesData>[];

/** What may stand in a cell: the moment and the value of each series, and its labels. */
function cellTexts(results: Results): Set<string> {
  const texts = results.flatMap(({ data }) =>
    data.series.flatMap(({ values: [first], labels }) => [...(first ?? []), ...Object.values(labels ?? {})]),
  );
  return new Set(texts.map(String));
}

function isWithin(text: string, min: number, max: number): boolean {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  return number >= min && number <= max;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** Matches these texts and no other; `(?!)` matches none. */
function patternOf(texts: readonly string[]): string {
  return texts.length === 0 ? '(?!)' : `^(?:${texts.map(escaped).join('|')})$`;
}

/**
 * The settings of cells as the table draws them right: its plugin takes a range with both ends for everything above the
 * one or below the other. Such a range becomes a pattern of what is within it among the results, ends included.
 */
export function withClosedRanges(settings: readonly CellSettings[], results: Results): CellSettings[] {
  const texts = cellTexts(results);
  return settings.map((setting) => {
    if (setting.condition.kind !== 'Range') return setting;
    const { min, max } = setting.condition.spec;
    if (min === undefined || max === undefined) return setting;
    const within = [...texts].filter((text) => isWithin(text, min, max));
    return { ...setting, condition: { kind: 'Regex', spec: { expr: patternOf(within) } } };
  });
}
