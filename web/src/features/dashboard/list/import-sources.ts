import type { Imported, ImportItem, ImportLine } from './import-model';

type Source = Imported['datasources'][number];

/** A datasource that the files name, and what it can become here. */
export type SourceRow = {
  name: string;
  kind: string;
  dashboards: number;
  drawable: boolean;
  here: string;
  why: string;
};

/** What a project has to ask: its names and the default one. */
export type SourcesHere = { names: readonly string[]; usual: string };

function kindWord(kind: string): string {
  const known: Record<string, string> = {
    PrometheusDatasource: 'Prometheus',
    prometheus: 'Prometheus',
    loki: 'Loki',
    tempo: 'Tempo',
  };
  return known[kind] ?? kind;
}

function reasonOf(source: Source, chosen: string | undefined, here: string, usual: string): string {
  if (!source.drawable) return 'charts can’t ask this kind';
  if (chosen !== undefined) return 'your choice';
  if (here === '') return 'not here: choose one';
  if (here === source.name) return 'same name';
  return here === usual ? 'the default here' : 'chosen by the file';
}

/** One row for each datasource that the files name; what a file brings itself needs none. */
export function sourceRows(
  items: readonly ImportItem[],
  mapping: Readonly<Record<string, string>>,
  { usual }: SourcesHere,
): SourceRow[] {
  const rows = new Map<string, SourceRow>();
  for (const { result } of items) {
    for (const source of result?.datasources ?? []) {
      if (source.inline) continue;
      const known = rows.get(source.name);
      if (known) {
        known.dashboards += 1;
        continue;
      }
      const chosen = mapping[source.name];
      const here = source.drawable ? (chosen ?? (source.found ? (source.here ?? usual) : usual)) : '';
      const { name, kind, drawable } = source;
      rows.set(name, {
        name,
        kind: kindWord(kind),
        dashboards: 1,
        drawable,
        here,
        why: reasonOf(source, chosen, here, usual),
      });
    }
  }
  return [...rows.values()].sort((a, b) => Number(b.drawable) - Number(a.drawable) || b.dashboards - a.dashboards);
}

/** The dashboards with what the report says once the datasources are chosen: one that becomes one of here is not missed. */
export function withSources(items: readonly ImportItem[], mapping: Readonly<Record<string, string>>): ImportItem[] {
  const holds = ({ missing_datasource: missing }: ImportLine): boolean =>
    missing === undefined || mapping[missing] === undefined;
  return items.map((item) =>
    item.result ? { ...item, result: { ...item.result, report: item.result.report.filter(holds) } } : item,
  );
}

/** What is sent: a choice for every datasource that charts can ask. */
export function mappingOf(rows: readonly SourceRow[]): Record<string, string> {
  return Object.fromEntries(
    rows.filter(({ drawable, here }) => drawable && here !== '').map(({ name, here }) => [name, here]),
  );
}
