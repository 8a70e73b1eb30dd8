import { describe, expect, it } from 'vitest';
import { ApiError } from '@/api/api-error';
import {
  importFaults,
  importRequest,
  importWords,
  itemsOf,
  plannedName,
  reasonsOf,
  reportCsv,
  totals,
  waiting,
  type Imported,
  type ImportLine,
} from './import-model';
import { mappingOf, sourceRows, withSources } from './import-sources';

const file = { id: 0, name: 'boards.json', text: '[]' };

function imported(index: number, change: Partial<Imported> = {}): Imported {
  return {
    index,
    format: 'grafana',
    name: `d${index}`,
    name_in_file: `D${index}`,
    display_name: `Board ${index}`,
    panels: 10,
    changed: 0,
    notes: 0,
    queries: 10,
    queries_dropped: 0,
    exists: false,
    in_bin: false,
    saved: false,
    report: [],
    datasources: [],
    ...change,
  };
}

function line(outcome: ImportLine['outcome'], reason: string, becomes: string, panel?: string): ImportLine {
  return {
    outcome,
    field: 'panels[0]',
    reason,
    becomes,
    ...(panel !== undefined && { panel, title: `Title of ${panel}` }),
  };
}

describe('an import', () => {
  it('says in its title what comes over', () => {
    const items = itemsOf(file, [imported(0, { changed: 2 }), imported(1, { notes: 3 })]);
    expect(totals(items)).toEqual({ panels: 20, changed: 2, notes: 3, asTheyAre: 15 });
    expect(importWords(items)).toBe('15 of 20 panels come over as they are');
    expect(importWords(itemsOf(file, [imported(0)]))).toBe('All 10 panels come over as they are');
    const fault = { code: 'invalid', message: 'No', errors: [] };
    expect(importWords(itemsOf(file, [imported(0, { fault })]))).toBe("This can't be imported");
  });

  it('keeps both, replaces or leaves out what is there already', () => {
    const items = itemsOf(file, [imported(0, { exists: true, free_name: 'd0-2' }), imported(1)]);
    const [first] = items;
    if (!first) throw new Error('no item');
    expect(plannedName(first, items, 'keep')).toBe('d0-2');
    expect(plannedName(first, items, 'replace')).toBe('d0');
    expect(plannedName(first, items, 'leave')).toBeUndefined();
    expect(waiting(items, 'leave')).toHaveLength(1);
    const renamed = items.map((item) => (item === first ? { ...first, name: 'mine' } : item));
    expect(waiting(renamed, 'leave')).toHaveLength(2);
  });

  it('never gives two dashboards of one import the same name', () => {
    const items = itemsOf(file, [imported(0), { ...imported(1), name: 'd0', exists: false }]);
    expect(items.map((item) => plannedName(item, items, 'keep'))).toEqual(['d0', 'd0-2']);
    expect(items.map((item) => plannedName(item, items, 'replace'))).toEqual(['d0', 'd0-2']);
    expect(items.map((item) => plannedName(item, items, 'leave'))).toEqual(['d0', undefined]);
    const taken = itemsOf(file, [
      { ...imported(0), exists: true, free_name: 'd0-2' },
      { ...imported(1), name: 'd0', exists: true, free_name: 'd0-2' },
    ]);
    expect(taken.map((item) => plannedName(item, taken, 'keep'))).toEqual(['d0-2', 'd0-3']);
  });

  it('leaves out what has a fault, and stops nothing else for it', () => {
    const fault = { code: 'invalid', message: 'Wrong', errors: [{ field: 'kind', message: 'is a Role' }] };
    const items = itemsOf(file, [imported(0, { fault }), imported(1)]);
    expect(items[0]?.faults).toEqual(['kind: is a Role']);
    expect(waiting(items, 'keep').map(({ name }) => name)).toEqual(['d1']);
  });

  it('is sent document by document, with the datasources that this one names', () => {
    const datasources = [
      { name: 'ds', kind: 'prometheus', queries: 1, variable: true, inline: false, drawable: true, found: true },
    ];
    const [item] = itemsOf(file, [imported(3, { datasources })]);
    if (!item) throw new Error('no item');
    const plan = { conflict: 'replace' as const, mapping: { ds: 'thanos', other: 'x' }, tags: ['t'] };
    expect(importRequest(item, 'n', plan)).toEqual({
      source: '[]',
      format: 'auto',
      document: 3,
      name: 'n',
      datasources: { ds: 'thanos' },
      tags: ['t'],
      overwrite: true,
      dry_run: false,
    });
  });

  it('reports by reason: notes first, then what is in most panels, looks last', () => {
    const items = itemsOf(file, [
      imported(0, {
        report: [
          line('looks', 'Setting x', 'a', 'p1'),
          line('changed', 'Unit', 'hertz', 'p1'),
          line('changed', 'Axis', 'linear', 'p1'),
        ],
      }),
      imported(1, {
        report: [
          line('changed', 'Unit', 'volt', 'p1'),
          line('note', 'Logs', 'a note', 'p2'),
          line('changed', 'Annotation', 'out'),
        ],
      }),
    ]);
    const reasons = reasonsOf(items);
    expect(reasons.map(({ reason, panels, dashboards }) => [reason, panels, dashboards])).toEqual([
      ['Logs', 1, 1],
      ['Unit', 2, 2],
      ['Axis', 1, 1],
      ['Annotation', 0, 1],
      ['Setting x', 1, 1],
    ]);
    expect(reasons[1]?.becomes).toEqual(['hertz', 'volt']);
  });

  it('gives the report as a table in which no cell is a formula', () => {
    const items = itemsOf(file, [
      imported(0, { display_name: '=1+1', report: [line('note', 'Logs, "raw"', 'a note', 'p')] }),
    ]);
    expect(reportCsv(items).split('\r\n')[1]).toBe(
      `boards.json,'=1+1,d0,Title of p,note,"Logs, ""raw""",a note,panels[0]`,
    );
  });

  it('names every fault with its place', () => {
    const error = new ApiError({
      status: 400,
      code: 'invalid_document',
      message: 'The document is not a dashboard',
      errors: [
        { field: 'spec.layouts[0]', message: 'has no items' },
        { field: '', message: 'too long' },
        { field: 'body', message: 'line 1: tags are not allowed' },
      ],
    });
    expect(importFaults(error)).toEqual(['spec.layouts[0]: has no items', 'too long', 'line 1: tags are not allowed']);
    expect(importFaults(new Error('x'))).toEqual(['x']);
  });
});

describe('the datasources that files name', () => {
  const source = {
    name: 'theirs',
    kind: 'PrometheusDatasource',
    queries: 1,
    variable: false,
    inline: false,
    drawable: true,
    found: false,
  };
  const here = { names: ['embedded', 'thanos'], usual: 'embedded' };

  it('become the default until somebody chooses', () => {
    const items = itemsOf(file, [
      imported(0, {
        datasources: [
          { ...source, here: 'theirs' },
          { ...source, name: 'own', inline: true },
        ],
      }),
      imported(1, {
        datasources: [
          { ...source, here: 'theirs' },
          { ...source, name: 'logs', kind: 'loki', drawable: false },
        ],
      }),
    ]);
    const rows = sourceRows(items, {}, here);
    expect(rows).toEqual([
      { name: 'theirs', kind: 'Prometheus', dashboards: 2, drawable: true, here: 'embedded', why: 'the default here' },
      { name: 'logs', kind: 'Loki', dashboards: 1, drawable: false, here: '', why: 'charts can’t ask this kind' },
    ]);
    expect(mappingOf(rows)).toEqual({ theirs: 'embedded' });
    expect(sourceRows(items, { theirs: 'thanos' }, here)[0]).toMatchObject({ here: 'thanos', why: 'your choice' });
  });

  it('are not missed in the report once they become one of here', () => {
    const missing = { ...line('changed', 'Datasource that is not here', 'no data'), missing_datasource: 'theirs' };
    const items = itemsOf(file, [
      imported(0, {
        datasources: [{ ...source, here: 'theirs' }],
        report: [missing, { ...missing, missing_datasource: 'logs' }, line('changed', 'Unit', 'hertz', 'p1')],
      }),
    ]);
    const reasons = (usual: string, chosen: Record<string, string> = {}) => {
      const rows = sourceRows(items, chosen, { ...here, usual });
      const seen = withSources(items, mappingOf(rows));
      return [
        reasonsOf(seen).map(({ reason, places }) => [reason, places.length]),
        reportCsv(seen).split('\r\n').length,
      ];
    };
    expect(reasons('')).toEqual([
      [
        ['Unit', 1],
        ['Datasource that is not here', 2],
      ],
      5,
    ]);
    expect(reasons('embedded')).toEqual([
      [
        ['Unit', 1],
        ['Datasource that is not here', 1],
      ],
      4,
    ]);
    expect(reasons('', { theirs: 'thanos' })).toEqual([
      [
        ['Unit', 1],
        ['Datasource that is not here', 1],
      ],
      4,
    ]);
  });
});
