import { describe, expect, it } from 'vitest';
import { sampleCause, sampleEntry, sampleHistory, samplePanel, sampleRecord } from '@/test/samples/health';
import { SAMPLE_NOW, sampleRun } from '@/test/samples/runs';
import { seededRandom } from '@/test/seeded-random';
import { causeViews, namesakes, neighbour, placeInCause, toggleCause, walkOrder } from './cause-list';
import { checkProgress } from './check-run';
import { columnNote, matrixColumns, matrixRows, matrixSections, moveCell } from './matrix';
import {
  checkedLine,
  deletionLines,
  healthyShare,
  historyLabels,
  labelCount,
  lastChecks,
  panelTime,
  sameCauseNote,
  timeScale,
  triedLine,
} from './report';
import type { Environment, HealthReport } from './health';

const eleven = Array.from({ length: 11 }, (_, index) =>
  sampleEntry({ asset: `d${index}`, title: `D ${index}`, status: 'FAIL' }),
);
const causes = [
  sampleCause('warehouse-eu', eleven, { count: 60 }),
  sampleCause('other', [sampleEntry({ asset: 'x', status: 'WARN' })], { status: 'WARN' }),
];
const all = { status: undefined, text: '', open: undefined, sentence: '', whole: new Set<string>() };

describe('causeViews', () => {
  it('unfold the first and show some of its assets', () => {
    const [first, second] = causeViews(causes, all);
    expect([first?.isOpen, first?.assets.length, first?.hidden, first?.elsewhere]).toEqual([true, 6, 5, 49]);
    expect([second?.isOpen, second?.assets.length]).toEqual([false, 0]);
  });

  it('show all assets when asked, and any causes unfolded', () => {
    const views = causeViews(causes, { ...all, open: ['warehouse-eu', 'other'], whole: new Set(['warehouse-eu']) });
    expect(walkOrder(views)).toHaveLength(12);
    expect(toggleCause(views, 'other')).toEqual(['warehouse-eu']);
    expect(causeViews(causes, { ...all, open: [] }).every((view) => !view.isOpen)).toBe(true);
  });

  it('unfold the cause that a report leads to', () => {
    const views = causeViews(causes, { ...all, sentence: 'Database `other` does not answer' });
    expect(views.map((view) => view.isOpen)).toEqual([false, true]);
  });

  it('filter by state and by words', () => {
    expect(causeViews(causes, { ...all, status: 'WARN' }).map((view) => view.cause.key)).toEqual(['other']);
    expect(causeViews(causes, { ...all, text: 'WAREHOUSE' })).toHaveLength(1);
    expect(causeViews(causes, { ...all, text: 'nothing like it' })).toEqual([]);
  });

  it('know an asset’s place and neighbours', () => {
    expect(placeInCause(causes, 'builtin/d0')?.place).toBe('1 of 60 in this cause');
    expect(placeInCause(causes, 'builtin/zz')).toBeUndefined();
    expect(neighbour(eleven, 'builtin/d0', 1)?.asset).toBe('d1');
    expect(neighbour(eleven, 'builtin/d0', -1)).toBeUndefined();
  });
});

describe('the matrix', () => {
  const WHOLE = { isWhole: true, isFiltered: false, facets: [] };

  it('counts a group as the server does while not all of it is loaded, and with a filter not at all', () => {
    const some = [sampleEntry({ asset: 'a', owner: 'admin' })];
    const facets = [{ value: 'admin', count: 308 }];
    const totalWith = (isFiltered: boolean): unknown =>
      matrixSections(some, 'owner', { isWhole: false, isFiltered, facets })[0]?.total;
    expect(totalWith(false)).toBe(308);
    expect(totalWith(true)).toBeUndefined();
  });

  it('has the worst rows first', () => {
    const rows = matrixRows([
      sampleEntry({ asset: 'a', title: 'A', status: 'PASS' }),
      sampleEntry({ asset: 'b', title: 'B', status: 'UNKNOWN' }),
      sampleEntry({ asset: 'c', title: 'C', status: 'FAIL' }),
      sampleEntry({ asset: 'd', title: 'D', status: 'WARN' }),
    ]);
    expect(rows.map((row) => row.title)).toEqual(['C', 'D', 'B', 'A']);
  });

  const entries = [
    sampleEntry({ environment: 'prod', asset: '7', title: 'Revenue overview', owner: 'sales', status: 'FAIL' }),
    sampleEntry({ environment: 'builtin', asset: 'revenue', owner: 'sales', tags: ['a', 'b'] }),
    sampleEntry({ environment: 'builtin', asset: 'revenue-2', tags: [] }),
    sampleEntry({ environment: 'dev', asset: '9', title: 'Cash' }),
  ];

  it('puts the same dashboard of several environments into one row and hides none', () => {
    const rows = matrixRows(entries);
    expect(rows.map((row) => [row.title, [...row.cells.keys()]])).toEqual([
      ['Revenue overview', ['prod', 'builtin']],
      ['Cash', ['dev']],
      ['Revenue overview', ['builtin']],
    ]);
  });

  it('never loses an entry, whatever the titles', () => {
    const random = seededRandom(23);
    for (let round = 0; round < 200; round += 1) {
      const many = Array.from({ length: 30 }, (_, index) =>
        sampleEntry({
          asset: `a${index}`,
          title: `T${Math.floor(random() * 6)}`,
          environment: `e${Math.floor(random() * 3)}`,
        }),
      );
      const cells = matrixRows(many).flatMap((row) => [...row.cells.values()].map((entry) => entry.asset));
      expect([...cells].sort()).toEqual(many.map((entry) => entry.asset).sort());
    }
  });

  it('groups by owner with those of nobody last, and by tag with a row in each', () => {
    expect(matrixSections(entries, 'owner', WHOLE).map((section) => [section.name, section.total])).toEqual([
      ['sales', 1],
      ['No owner', 2],
    ]);
    expect(matrixSections(entries, 'tag', WHOLE).map((section) => section.name)).toEqual(['a', 'b', 'No tag']);
    expect(matrixSections(entries, 'none', WHOLE).map((section) => section.name)).toEqual([undefined]);
  });

  it('has the known environments first', () => {
    const known: Environment[] = [
      {
        id: 'prod',
        display_name: 'Prod',
        kind: 'superset',
        counts: { pass: 0, warn: 0, fail: 1, unknown: 0 },
        concurrency: 2,
      },
    ];
    expect(matrixColumns(known, entries)).toEqual(['prod', 'builtin', 'dev']);
    expect(columnNote({ ...known[0], id: 'p', trouble: 'Sign-in refused' } as Environment, SAMPLE_NOW)).toBe(
      'Sign-in refused',
    );
    expect(columnNote(known[0] as Environment, SAMPLE_NOW)).toBe('Never checked');
  });

  it('moves by hjkl and stays inside', () => {
    expect(moveCell({ row: 0, column: 0 }, 'j', 3, 2)).toEqual({ row: 1, column: 0 });
    expect(moveCell({ row: 0, column: 0 }, 'h', 3, 2)).toEqual({ row: 0, column: 0 });
    expect(moveCell({ row: 2, column: 1 }, 'l', 3, 2)).toEqual({ row: 2, column: 1 });
    expect(moveCell({ row: 2, column: 0 }, 'k', 3, 2)).toEqual({ row: 1, column: 0 });
    expect(moveCell({ row: 1, column: 1 }, 'x', 3, 2)).toEqual({ row: 1, column: 1 });
  });
});

describe('the report', () => {
  const report: HealthReport = {
    entry: sampleEntry({ status: 'FAIL' }),
    history: sampleHistory(90),
    history_counts: { pass: 85, warn: 3, fail: 1, unknown: 1 },
    same_cause: eleven.slice(0, 10),
  };

  it('counts the share of healthy checks without those that had no outcome', () => {
    expect(healthyShare(report.history_counts)).toBe('95.5 % healthy');
    expect(healthyShare({ pass: 10, warn: 0, fail: 0, unknown: 0 })).toBe('100 % healthy');
    expect(healthyShare({ pass: 9999, warn: 1, fail: 0, unknown: 0 })).toBe('99.9 % healthy');
    expect(healthyShare({ pass: 0, warn: 0, fail: 0, unknown: 3 })).toBeUndefined();
  });

  it('labels the strip from the oldest to today', () => {
    const labels = historyLabels(report.history, 5, SAMPLE_NOW, 'Europe/Berlin');
    expect(labels.map((label) => label.text)).toEqual(['23 Aug', '14 Sep', '7 Oct', '29 Oct', 'today 09:42']);
    expect(historyLabels([], 5, SAMPLE_NOW)).toEqual([]);
  });

  it('says when, how long and how often', () => {
    const record = sampleRecord();
    expect(checkedLine(record, SAMPLE_NOW, 'Europe/Berlin')).toBe('05:52:14, took 31 s');
    expect(checkedLine(record, new Date('2026-11-22T08:00:00Z'), 'Europe/Berlin')).toBe('Fri 05:52:14, took 31 s');
    expect(triedLine(record)).toBe('2 times');
  });

  it('speaks of others with the same cause', () => {
    expect(sameCauseNote(report)).toBe('10 more dashboards have the');
    expect(sameCauseNote({ ...report, same_cause: [] })).toBeUndefined();
  });

  it('lists what a deletion takes', () => {
    expect(deletionLines(report, SAMPLE_NOW, 'UTC')[0]).toBe(
      'at least 90 reports of Revenue overview, the oldest from 23 Aug',
    );
  });

  it('scales times by the slowest panel', () => {
    expect(timeScale([samplePanel('a', { duration_ms: 10_000 }), samplePanel('b')])).toBe(10_000);
    expect(timeScale([])).toBe(1000);
    expect([undefined, 0, 240, 2100].map(panelTime)).toEqual(['–', '<1 ms', '240 ms', '2.1 s']);
  });
});

describe('checkProgress', () => {
  const counts = { total: 14, succeeded: 11, warned: 0, failed: 3, skipped: 0 };
  const findings = { pass: 8, warn: 1, fail: 2 };

  it.each([
    [{}, false, 'Checking 14 dashboards, 10 done', false],
    [{}, true, 'The same check is already under way: 10 of 14 done', false],
    [
      { status: 'partially_succeeded', counts, findings },
      false,
      '11 dashboards checked, 2 failing, 1 with warnings, 3 could not be checked',
      true,
    ],
    [
      {
        status: 'succeeded',
        counts: { ...counts, succeeded: 14, failed: 0 },
        findings: { pass: 14, warn: 0, fail: 0 },
      },
      false,
      '14 dashboards checked, all healthy',
      true,
    ],
    [{ status: 'cancelled' }, false, 'The check was cancelled after 10 of 14 dashboards', true],
  ] as const)('%o, joined %s: %s', (fields, wasJoined, sentence, isOver) => {
    expect(checkProgress(sampleRun(fields), wasJoined)).toMatchObject({ sentence, isOver });
  });
});

describe('dashboards of one title', () => {
  it('are told apart where they stand in one environment', () => {
    const all = [
      sampleEntry({ asset: 'a', title: 'Node' }),
      sampleEntry({ asset: 'b', title: 'Node' }),
      sampleEntry({ asset: 'c', title: 'Pods' }),
      sampleEntry({ asset: 'd', title: 'Other' }),
      sampleEntry({ asset: 'd', title: 'Other', environment: 'eu' }),
    ];
    expect([...namesakes(all)]).toEqual(['Node']);
  });
});

describe('the head of a strip', () => {
  it.each([
    [0, 'No checks yet'],
    [1, 'Last check'],
    [2, 'Last 2 checks'],
  ])('counts the checks that there are (%d)', (count, words) => {
    expect(lastChecks(count)).toBe(words);
  });
});

describe('the labels of a strip', () => {
  it.each([
    [1, true, 1],
    [20, true, 1],
    [45, true, 2],
    [90, true, 2],
    [1, false, 1],
    [19, false, 1],
    [20, false, 2],
    [90, false, 5],
  ])('of %d checks (narrow: %s) are %d', (checks, isNarrow, count) => {
    expect(labelCount(checks, isNarrow)).toBe(count);
  });
});
