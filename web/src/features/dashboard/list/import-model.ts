import { isApiError } from '@/api/api-error';
import type { Schema } from '@/api/client';
import { counted, formatCount } from '@/lib/numbers';
import type { ImportRequest } from '../dashboard-api';
import { nameFault } from '../document/slug';

export type Imported = Schema<'ImportedDocument'>;
export type ImportLine = Schema<'ImportLine'>;

/** What to do with dashboards whose names are taken. */
export type Conflict = 'keep' | 'replace' | 'leave';

export type ImportFile = {
  id: number;
  name: string;
  /** The archive that it came in. */
  archive?: string;
  text: string;
};

/** One dashboard of a file, and how far it has come. */
export type ImportItem = {
  key: string;
  file: ImportFile;
  /** What the trial said; without it the file could not be read. */
  result: Imported | undefined;
  /** Why it can't be imported, or was not. */
  faults: readonly string[];
  name: string;
  state: 'tried' | 'saving' | 'saved' | 'failed';
};

export const MAX_BYTES = 4 * 1024 * 1024;

/** The files and archives that were chosen; a pasted text has no name. */
export function sourceNames(files: readonly ImportFile[]): string[] {
  return [...new Set(files.map(({ name, archive }) => archive ?? name))];
}

/** Whether all that can be imported is in Grafana's form. */
export function isAllGrafana(items: readonly ImportItem[]): boolean {
  const good = items.filter(({ result }) => result && !result.fault);
  return good.length > 0 && good.every(({ result }) => result?.format === 'grafana');
}

/** Why a text can't be imported, one line for each fault. A fault of the whole text is the body's. */
export function importFaults(error: unknown): string[] {
  if (!isApiError(error)) return [error instanceof Error ? error.message : String(error)];
  return error.errors.length === 0 ? [error.message] : faultLines(error.errors);
}

function faultLines(errors: readonly { field: string; message: string }[]): string[] {
  return errors.map(({ field, message }) =>
    field === '' || field === 'body' || field === 'source' ? message : `${field}: ${message}`,
  );
}

/** The dashboards of a file, from what its trial said. */
export function itemsOf(file: ImportFile, documents: readonly Imported[]): ImportItem[] {
  return documents.map((result) => ({
    key: `${file.id} ${result.index}`,
    file,
    result,
    faults: result.fault
      ? result.fault.errors.length > 0
        ? faultLines(result.fault.errors)
        : [result.fault.message]
      : [],
    name: result.name,
    state: 'tried',
  }));
}

export function unreadable(file: ImportFile, error: unknown): ImportItem {
  return { key: `${file.id} 0`, file, result: undefined, faults: importFaults(error), name: '', state: 'tried' };
}

export function titleOfItem(item: ImportItem): string {
  return item.result?.display_name || item.result?.name_in_file || item.file.name || 'Pasted text';
}

/** Whether the name that a dashboard has now is one of a dashboard of the project. */
function isThere(item: ImportItem): boolean {
  return item.result !== undefined && item.result.exists && item.name === item.result.name;
}

/** Whether the name that a dashboard has now is taken: in the project, or by an earlier one of this import. */
export function isTaken(item: ImportItem, items: readonly ImportItem[]): boolean {
  const earlier = items.slice(0, items.indexOf(item));
  return isThere(item) || earlier.some((other) => isPossible(other) && other.name === item.name);
}

function isPossible(item: ImportItem): boolean {
  return item.result !== undefined && item.result.fault === undefined;
}

/**
 * The name that each dashboard is saved under; those that are left out have none. Two of one import never get the same
 * name, whatever is chosen: one would be lost under the other.
 */
export function plannedNames(items: readonly ImportItem[], conflict: Conflict): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const used = new Set<string>();
  const free = (name: string): string => {
    let next = name;
    for (let n = 2; used.has(next); n += 1) next = `${name.replace(/-\d+$/, '')}-${n}`;
    return next;
  };
  for (const item of items) {
    if (!isPossible(item)) continue;
    if (isTaken(item, items) && conflict === 'leave' && item.state !== 'saved') continue;
    const wanted = isThere(item) && conflict === 'keep' ? (item.result?.free_name ?? `${item.name}-2`) : item.name;
    const name = free(wanted);
    used.add(name);
    names.set(item.key, name);
  }
  return names;
}

export function plannedName(item: ImportItem, items: readonly ImportItem[], conflict: Conflict): string | undefined {
  return plannedNames(items, conflict).get(item.key);
}

/** Dashboards that the button would save now. */
export function waiting(items: readonly ImportItem[], conflict: Conflict): ImportItem[] {
  const names = plannedNames(items, conflict);
  return items.filter((item) => item.state !== 'saved' && names.has(item.key));
}

/** Why the button can't be pressed: a name that is none. */
export function blockedBy(items: readonly ImportItem[]): string | undefined {
  if (items.length === 0) return 'Nothing is left to import';
  const wrong = items.find((item) => nameFault(item.name) !== undefined);
  return wrong && `${titleOfItem(wrong)}: ${nameFault(wrong.name) ?? ''}`;
}

export function importRequest(
  item: ImportItem,
  name: string,
  plan: { conflict: Conflict; mapping: Readonly<Record<string, string>>; tags: readonly string[] },
): ImportRequest {
  const named = item.result?.datasources.filter(({ name: source }) => plan.mapping[source] !== undefined) ?? [];
  return {
    source: item.file.text,
    format: 'auto',
    document: item.result?.index ?? 0,
    name,
    datasources: Object.fromEntries(named.map(({ name: source }) => [source, plan.mapping[source] ?? ''])),
    tags: [...plan.tags],
    overwrite: plan.conflict === 'replace',
    dry_run: false,
  };
}

export type ImportTotals = { panels: number; changed: number; notes: number; asTheyAre: number };

export function totals(items: readonly ImportItem[]): ImportTotals {
  const sum = { panels: 0, changed: 0, notes: 0, asTheyAre: 0 };
  for (const { result } of items) {
    if (!result || result.fault) continue;
    sum.panels += result.panels;
    sum.changed += result.changed;
    sum.notes += result.notes;
  }
  return { ...sum, asTheyAre: sum.panels - sum.changed - sum.notes };
}

/** The title of the dialog: what comes over. */
export function importWords(items: readonly ImportItem[]): string {
  const { panels, asTheyAre } = totals(items);
  const good = items.filter(({ result }) => result && !result.fault).length;
  if (good === 0) return "This can't be imported";
  if (panels === 0) return `${counted(good, 'dashboard')} without panels`;
  if (asTheyAre === panels)
    return panels === 1 ? 'The panel comes over as it is' : `All ${formatCount(panels)} panels come over as they are`;
  return `${formatCount(asTheyAre)} of ${formatCount(panels)} panels come over as they are`;
}

export type Reason = {
  outcome: ImportLine['outcome'];
  reason: string;
  becomes: readonly string[];
  panels: number;
  dashboards: number;
  places: readonly { key: string; dashboard: string; title: string; field: string; becomes: string }[];
};

const ORDER: Record<ImportLine['outcome'], number> = { note: 0, changed: 1, looks: 2 };

/** The report by reason: what is kept as a note first, then what is in most panels. */
export function reasonsOf(items: readonly ImportItem[]): Reason[] {
  const found = new Map<
    string,
    {
      line: ImportLine;
      becomes: Set<string>;
      panels: Set<string>;
      dashboards: Set<string>;
      places: Reason['places'][number][];
    }
  >();
  for (const item of items) {
    for (const [index, line] of (item.result?.report ?? []).entries()) {
      const key = `${line.outcome} ${line.reason}`;
      const group = found.get(key) ?? {
        line,
        becomes: new Set(),
        panels: new Set(),
        dashboards: new Set(),
        places: [],
      };
      found.set(key, group);
      group.becomes.add(line.becomes);
      group.dashboards.add(item.key);
      if (line.panel !== undefined) group.panels.add(`${item.key} ${line.panel}`);
      group.places.push({
        key: `${item.key} ${index}`,
        dashboard: titleOfItem(item),
        title: line.title ?? '',
        field: line.field,
        becomes: line.becomes,
      });
    }
  }
  return [...found.values()]
    .map(({ line, becomes, panels, dashboards, places }) => ({
      outcome: line.outcome,
      reason: line.reason,
      becomes: [...becomes],
      panels: panels.size,
      dashboards: dashboards.size,
      places,
    }))
    .sort((a, b) => ORDER[a.outcome] - ORDER[b.outcome] || b.panels - a.panels || b.dashboards - a.dashboards);
}

function cell(text: string): string {
  // A cell that begins like a formula would be one in a spreadsheet.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The whole report as a table that spreadsheets read. */
export function reportCsv(items: readonly ImportItem[]): string {
  const rows = [['file', 'dashboard', 'name', 'panel', 'outcome', 'reason', 'becomes', 'place']];
  for (const item of items) {
    const start = [item.file.name, titleOfItem(item), item.name];
    for (const fault of item.faults) rows.push([...start, '', 'not imported', fault, '', '']);
    for (const { title, outcome, reason, becomes, field } of item.result?.report ?? []) {
      rows.push([...start, title ?? '', outcome, reason, becomes, field]);
    }
  }
  return `${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
