import { at, isObject, type Json } from './document-fields';
import { hiddenOf, sentOf, type HiddenValue } from './hidden-value';

/** Where the headers stand in a datasource. Their values are written and never read. */
export const HEADERS_PATH = 'spec.plugin.spec.proxy.spec.headers';

export type HeaderRow = {
  /** Of the row, not of the header: it stays while the name is typed. */
  id: number;
  name: string;
  value: HiddenValue;
};

export function toHeaderRows(document: Json): HeaderRow[] {
  const headers = at(document, HEADERS_PATH);
  if (!isObject(headers)) return [];
  return Object.entries(headers).map(([name, value], id) => ({
    id,
    name,
    value: hiddenOf(typeof value === 'string' ? value : ''),
  }));
}

/** The headers to send; nothing for none. A row in which nothing was typed is none. */
export function toHeaders(rows: readonly HeaderRow[]): Json | undefined {
  const filled = rows.filter((row) => !isBlank(row));
  if (filled.length === 0) return undefined;
  return Object.fromEntries(filled.map((row) => [row.name.trim(), sentOf(row.value)]));
}

function isBlank({ name, value }: HeaderRow): boolean {
  return name.trim() === '' && !value.isKept && value.text === '';
}

export function withRow(rows: readonly HeaderRow[]): HeaderRow[] {
  const id = rows.reduce((last, row) => Math.max(last, row.id), -1) + 1;
  return [...rows, { id, name: '', value: { isKept: false, text: '' } }];
}

/** What is missing before the headers can be sent. */
export function whyNoHeaders(rows: readonly HeaderRow[], isMoved: boolean): string | undefined {
  const names = new Set<string>();
  for (const row of rows.filter((each) => !isBlank(each))) {
    const name = row.name.trim().toLowerCase();
    if (name === '') return 'Give each header a name first.';
    if (names.has(name)) return `The header ${row.name.trim()} stands there twice.`;
    if (row.value.isKept && isMoved) return `Type the value of ${row.name.trim()} again first.`;
    names.add(name);
  }
  return undefined;
}
