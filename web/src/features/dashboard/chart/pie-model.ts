import type { TimeSeriesData } from '@perses-dev/core';
import type { PieChartOptions } from '@perses-dev/pie-chart-plugin';
import type { PanelData } from '@perses-dev/plugin-system';
import { calculated } from './calculation';
import { entitiesOf, slotColour, type ColourBook } from './colour-book';

export type Slice = {
  id: string;
  name: string;
  colour: string;
  value: number | undefined;
  /** Its part of the whole, 0 to 1; undefined for what has no part: no value, or one below 0. */
  share: number | undefined;
  /** Where it begins, as a share of the circle. */
  from: number;
};

function valueOf(value: number | null | undefined): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The slices of a pie, in the order that the document asks for. */
export function pieSlices(
  results: readonly PanelData<TimeSeriesData>[],
  spec: Pick<PieChartOptions, 'calculation' | 'sort'>,
  book: ColourBook,
  palette: readonly string[],
): Slice[] {
  const all = results.flatMap((result, queryIndex) => result.data.series.map((series) => ({ series, queryIndex })));
  const slots = book.assign(entitiesOf(all));
  const read = all.map(({ series }, index) => ({
    id: `${series.name} ${index}`,
    name: series.formattedName ?? series.name,
    colour: slotColour(slots[index] ?? index, palette),
    value: valueOf(calculated(series.values, spec.calculation ?? 'last-number')),
  }));
  // Perses calls 'asc' what begins with the largest.
  const direction = spec.sort === 'asc' ? -1 : 1;
  if (spec.sort !== undefined) read.sort((a, b) => direction * ((a.value ?? 0) - (b.value ?? 0)));
  const whole = read.reduce((sum, { value }) => sum + Math.max(0, value ?? 0), 0);
  let from = 0;
  return read.map((one) => {
    const share = whole > 0 && one.value !== undefined && one.value >= 0 ? one.value / whole : undefined;
    const slice = { ...one, share, from };
    from += share ?? 0;
    return slice;
  });
}

/** A slice as an SVG path, from the top clockwise. */
export function slicePath(centre: number, radius: number, from: number, share: number): string {
  const place = (at: number): string => {
    const angle = 2 * Math.PI * at - Math.PI / 2;
    return `${(centre + radius * Math.cos(angle)).toFixed(2)} ${(centre + radius * Math.sin(angle)).toFixed(2)}`;
  };
  // An arc that ends where it begins is none: the whole is drawn as two halves.
  if (share > 0.9999) {
    const [top, bottom] = [place(0), place(0.5)];
    return `M${top}A${radius} ${radius} 0 1 1 ${bottom}A${radius} ${radius} 0 1 1 ${top}Z`;
  }
  const long = share > 0.5 ? 1 : 0;
  return `M${centre} ${centre}L${place(from)}A${radius} ${radius} 0 ${long} 1 ${place(from + share)}Z`;
}
