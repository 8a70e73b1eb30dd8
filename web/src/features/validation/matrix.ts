import { formatAge, parseTime, type Zone } from '@/lib/time';
import type { Schema } from '@/api/client';
import { STATUS_ORDER, type Environment, type HealthEntry } from './health';
import type { MatrixGroup } from './health-filter';

/** One dashboard across the environments; an environment that does not have it has no cell. */
export type MatrixRow = {
  key: string;
  title: string;
  owner: string | undefined;
  cells: ReadonlyMap<string, HealthEntry>;
};
export type MatrixSection = {
  key: string;
  name: string | undefined;
  rows: readonly MatrixRow[];
  /** How many dashboards there are in it, counted by the server; undefined when nobody has counted. */
  total: number | undefined;
};

const NO_OWNER = 'No owner';
const NO_TAG = 'No tag';

/** The environments as columns: the known ones in the server's order, then those that only entries name. */
export function matrixColumns(environments: readonly Environment[], entries: readonly HealthEntry[]): string[] {
  const known = environments.map((environment) => environment.id);
  const others = new Set(entries.map((entry) => entry.environment).filter((id) => !known.includes(id)));
  return [...known, ...[...others].sort()];
}

/**
 * The same dashboard has other ids in other environments: it is recognised by its title. Two of one title in
 * one environment are two rows, never one that hides the other.
 */
export function matrixRows(entries: readonly HealthEntry[]): MatrixRow[] {
  type Building = { key: string; title: string; owner: string | undefined; cells: Map<string, HealthEntry> };
  const byTitle = new Map<string, Building[]>();
  for (const entry of entries) {
    const title = entry.title.trim().toLowerCase();
    const rows = byTitle.get(title) ?? [];
    const free = rows.find((row) => !row.cells.has(entry.environment));
    if (free) {
      free.cells.set(entry.environment, entry);
      free.owner ??= entry.owner;
    } else {
      rows.push({
        key: `${title}#${rows.length}`,
        title: entry.title,
        owner: entry.owner,
        cells: new Map([[entry.environment, entry]]),
      });
    }
    byTitle.set(title, rows);
  }
  return [...byTitle.values()].flat().sort((a, b) => worstOf(a) - worstOf(b) || a.title.localeCompare(b.title));
}

/** The place of a row's worst cell in the order of states. */
function worstOf({ cells }: MatrixRow): number {
  return Math.min(...[...cells.values()].map((entry) => STATUS_ORDER.indexOf(entry.status)));
}

/** What the server counted of each owner or tag. */
export type SectionCounts = {
  /** All dashboards are loaded: the rows are the count. */
  isWhole: boolean;
  /** A filter leaves some out, which the facets don't know. */
  isFiltered: boolean;
  facets: readonly Schema<'Facet'>[];
};

function sectionTotal(name: string, rows: number, counts: SectionCounts): number | undefined {
  if (counts.isWhole) return rows;
  return counts.isFiltered ? undefined : counts.facets.find((facet) => facet.value === name)?.count;
}

function groupsOf(row: MatrixRow, group: MatrixGroup): string[] {
  switch (group) {
    case 'none':
      return [''];
    case 'owner':
      return [row.owner ?? NO_OWNER];
    case 'tag': {
      const tags = new Set([...row.cells.values()].flatMap((entry) => entry.tags ?? []));
      return tags.size === 0 ? [NO_TAG] : [...tags];
    }
  }
}

/** Rows under the heads of their group; what belongs nowhere comes last. A row can have several tags. */
export function matrixSections(
  entries: readonly HealthEntry[],
  group: MatrixGroup,
  counts: SectionCounts,
): MatrixSection[] {
  const sections = new Map<string, MatrixRow[]>();
  for (const row of matrixRows(entries)) {
    for (const name of groupsOf(row, group)) {
      const rows = sections.get(name) ?? [];
      rows.push(row);
      sections.set(name, rows);
    }
  }
  const isLast = (name: string): number => Number(name === NO_OWNER || name === NO_TAG);
  return [...sections]
    .sort(([a], [b]) => isLast(a) - isLast(b) || a.localeCompare(b))
    .map(([name, rows]) => ({
      key: name,
      name: name === '' ? undefined : name,
      rows,
      total: sectionTotal(name, rows.length, counts),
    }));
}

export type CellPlace = { row: number; column: number };

/** Where the focus goes from a cell: h and l along the environments, j and k along the dashboards. */
export function moveCell(place: CellPlace, key: string, rows: number, columns: number): CellPlace {
  const clamp = (value: number, count: number): number => Math.min(count - 1, Math.max(0, value));
  const move = (row: number, column: number): CellPlace => ({
    row: clamp(place.row + row, rows),
    column: clamp(place.column + column, columns),
  });
  switch (key) {
    case 'h':
    case 'ArrowLeft':
      return move(0, -1);
    case 'l':
    case 'ArrowRight':
      return move(0, 1);
    case 'j':
    case 'ArrowDown':
      return move(1, 0);
    case 'k':
    case 'ArrowUp':
      return move(-1, 0);
    case 'Home':
      return { row: place.row, column: 0 };
    case 'End':
      return { row: place.row, column: columns - 1 };
    default:
      return place;
  }
}

/** The second line of a column's head: its trouble, or when it was checked last. */
export function columnNote(environment: Environment, now: Date, zone?: Zone): string {
  if (environment.trouble !== undefined && environment.trouble !== '') return environment.trouble;
  if (environment.last_checked_at === undefined) return 'Never checked';
  return `Checked ${formatAge(parseTime(environment.last_checked_at), now, zone)}`;
}
