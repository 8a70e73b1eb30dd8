import { getPanelKeyFromRef, type DashboardSpec } from '@perses-dev/core';

/** The grid of Perses: 24 columns, rows of 30 px, 10 px between. */
export const COLUMNS = 24;
export const ROW_HEIGHT = 30;
export const GAP = 10;

export type GridItem = { key: string; x: number; y: number; width: number; height: number };

export type PanelGroup = {
  /** Its place in the document, which is its identity in the address. */
  index: number;
  title: string | undefined;
  isOpen: boolean;
  isCollapsible: boolean;
  repeatVariable: string | undefined;
  items: GridItem[];
};

function overlaps(a: GridItem, b: GridItem): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Moves every panel up as far as it goes, as the editor's grid does: then both show the same picture. */
export function compacted(items: readonly GridItem[]): GridItem[] {
  const placed: GridItem[] = [];
  for (const item of [...items].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const width = Math.min(item.width, COLUMNS);
    let best = { ...item, width, x: Math.max(0, Math.min(item.x, COLUMNS - width)) };
    while (best.y > 0 && !placed.some((other) => overlaps({ ...best, y: best.y - 1 }, other)))
      best = { ...best, y: best.y - 1 };
    while (placed.some((other) => overlaps(best, other))) best = { ...best, y: best.y + 1 };
    placed.push(best);
  }
  return placed;
}

/** The groups of a document with their panels from top to bottom, left to right. */
export function panelGroups(spec: DashboardSpec): PanelGroup[] {
  return spec.layouts.map((layout, index) => {
    const { display, repeatVariable } = layout.spec;
    return {
      index,
      title: display?.title === '' ? undefined : display?.title,
      isOpen: display?.collapse?.open !== false,
      isCollapsible: display?.collapse !== undefined,
      repeatVariable,
      items: compacted(
        layout.spec.items.map((item) => ({
          key: getPanelKeyFromRef(item.content),
          x: item.x,
          y: item.y,
          width: item.width,
          height: item.height,
        })),
      ),
    };
  });
}

/** Where an item stands, as CSS. */
export function itemStyle(item: GridItem): { gridColumn: string; gridRow: string } {
  return {
    gridColumn: `${item.x + 1} / span ${item.width}`,
    gridRow: `${item.y + 1} / span ${item.height}`,
  };
}

/** The height of an item in px, for a column of one panel below the other. */
export function itemHeight(item: GridItem): number {
  return item.height * ROW_HEIGHT + (item.height - 1) * GAP;
}
