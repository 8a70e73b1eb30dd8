import type { ReactNode } from 'react';

export type SortOrder<Field extends string = string> = { field: Field; direction: 'asc' | 'desc' };

export type Column<Row> = {
  key: string;
  head: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Share of the width as CSS: '24%'. The column of the name has none: it takes what is left. */
  width?: string;
  /** Numbers and times stand at the right, with figures of one width. */
  align?: 'start' | 'end';
  /** The field that the server sorts by; makes the head a button. */
  sortField?: string;
  /** Left out of a table without much room, so that the name has it: what people can do without. */
  isSecondary?: boolean;
  /** Left out before those. */
  isTertiary?: boolean;
};

/** The two lines of a row in a narrow window: name and time, reason and strip. */
export type NarrowRow = {
  glyph?: ReactNode;
  title: ReactNode;
  end?: ReactNode;
  detail?: ReactNode;
  detailEnd?: ReactNode;
};

/** What a press on a column's head asks for: first ascending, then the other way. */
export function nextSort(current: SortOrder | undefined, field: string): SortOrder {
  if (current?.field !== field) return { field, direction: 'asc' };
  return { field, direction: current.direction === 'asc' ? 'desc' : 'asc' };
}
