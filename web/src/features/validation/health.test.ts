import { describe, expect, it } from 'vitest';
import { plainSentence, sentenceParts } from '@/kit/text/sentence-parts';
import { sampleCause, sampleEntry, samplePanel } from '@/test/samples/health';
import { SAMPLE_NOW } from '@/test/samples/runs';
import { assetKey, dashboardPath, readAssetKey, reportPath } from './health';
import { isHealthFiltered, matchesText, readHealthFilter, writeHealthFilter } from './health-filter';
import {
  causeDetail,
  checkChoice,
  checkLabel,
  checkTimes,
  healthSentence,
  healthSubline,
  panelsByTrouble,
  panelsNote,
  recoveryNote,
  sheetLine,
  shortSpan,
  stateClause,
  troubleWords,
} from './health-words';

const counts = (fail: number, warn: number, unknown: number, pass: number) => ({ fail, warn, unknown, pass });

describe('the panels without success', () => {
  const panels = (fail: number, warn: number, unknown: number) => [
    ...Array.from({ length: fail }, () => samplePanel('a', { status: 'FAIL' })),
    ...Array.from({ length: warn }, () => samplePanel('b', { status: 'WARN' })),
    ...Array.from({ length: unknown }, () => samplePanel('c', { status: 'UNKNOWN' })),
  ];

  it.each([
    [11, 4, 2, '11 panels fail, 4 warn, 2 unknown'],
    [1, 1, 0, '1 panel fails, 1 warns'],
    [0, 4, 0, '4 panels warn'],
    [0, 0, 1, '1 panel unknown'],
  ])('are counted by what they are (%d, %d, %d)', (fail, warn, unknown, words) => {
    expect(troubleWords(panels(fail, warn, unknown))).toBe(words);
  });
});

describe('healthSentence', () => {
  it.each([
    [counts(17, 11, 66, 334), 14, '17 failing, 14 new since yesterday'],
    [counts(3, 0, 0, 9), 3, '3 failing, all new since yesterday'],
    [counts(1, 0, 0, 9), 1, '1 failing, new since yesterday'],
    [counts(3, 0, 0, 9), 0, '3 failing, none new since yesterday'],
    [counts(3, 0, 0, 9), undefined, '3 failing'],
    [counts(0, 1, 0, 9), 0, 'Nothing fails, 1 warning'],
    [counts(0, 0, 4, 9), 0, 'Nothing fails, 4 unknown'],
    [counts(0, 0, 4, 0), 0, 'Nothing is checked yet'],
    [counts(0, 0, 0, 14), 0, 'All 14 dashboards are healthy'],
    [counts(0, 0, 0, 0), 0, 'There is no dashboard to check yet'],
  ])('%o with %s new: %s', (given, fresh, sentence) => {
    expect(healthSentence(given, fresh, false)).toBe(sentence);
  });

  it('tells apart that nothing was checked and that nothing could be', () => {
    expect(healthSentence(counts(0, 0, 4, 0), 0, true)).toBe('4 unknown, none could be checked');
  });
});

describe('the line under it', () => {
  it('counts causes and says when was and will be checked', () => {
    const times = { last_checked_at: '2026-11-20T08:40:00Z', next_check_at: '2026-11-20T08:46:00Z' };
    expect(healthSubline(8, times, SAMPLE_NOW, 'Europe/Berlin')).toBe('8 causes. Checked 09:40, next 09:46.');
    expect(checkTimes({}, SAMPLE_NOW)).toBe('Never checked, no check is planned.');
    expect(healthSubline(0, {}, SAMPLE_NOW)).toBe('Never checked, no check is planned.');
  });
});

describe('words for one asset', () => {
  const failing = sampleEntry({ status: 'FAIL', since: '2026-11-20T04:52:00Z', panels: 9, panels_failing: 4 });

  it('say the state and how long it lasts', () => {
    expect(stateClause(failing, SAMPLE_NOW)).toBe('failing for 3 h 50 m');
    expect(stateClause(sampleEntry({ status: 'UNKNOWN' }), SAMPLE_NOW)).toBe('never checked');
    expect(sheetLine(failing, 'Built-in', SAMPLE_NOW)).toBe('Failing for 3 h 50 m in Built-in. 4 of 9 panels.');
    expect(panelsNote(failing)).toBe('9 panels, 4 fail');
    expect(panelsNote(sampleEntry({ panels: 1, panels_failing: 1 }))).toBe('1 panel, 1 fails');
  });

  it('tell for a day that it was broken', () => {
    const back = sampleEntry({
      broken_for_seconds: 180,
      recovered_at: '2026-11-20T08:00:00Z',
      since: '2026-11-20T08:00:00Z',
    });
    expect(recoveryNote(back, SAMPLE_NOW)).toBe('was broken for 3 m');
    expect(sheetLine(back, 'Built-in', SAMPLE_NOW)).toBe('Healthy for 42 m 10 s in Built-in. It was broken for 3 m.');
    expect(recoveryNote(back, new Date('2026-11-22T08:00:00Z'))).toBeUndefined();
    expect(recoveryNote(failing, SAMPLE_NOW)).toBeUndefined();
  });

  it('have one unit in cells', () => {
    expect([30_000, 720_000, 13_800_000, 187_200_000].map(shortSpan)).toEqual(['30 s', '12 m', '3 h', '2 d']);
  });
});

describe('the check button', () => {
  it('checks what is filtered, else what fails, else everything', () => {
    expect(checkLabel(checkChoice(counts(17, 0, 0, 9), false, 5, 26))).toBe('Check 17 failing');
    expect(checkLabel(checkChoice(counts(17, 0, 0, 9), true, 5, 5))).toBe('Check 5 shown');
    expect(checkLabel(checkChoice(counts(17, 0, 0, 9), true, 50, 60))).toBe('Check 60 matching');
    expect(checkLabel(checkChoice(counts(0, 0, 0, 14), false, 5, 14))).toBe('Check 14 dashboards');
    expect(checkLabel(checkChoice(counts(0, 0, 0, 0), false, 0, 0))).toBeUndefined();
  });
});

describe('sentences with names', () => {
  it('cut at backquotes and never lose text', () => {
    expect(sentenceParts('Column `net_margin` is gone from `fct_orders`')).toEqual([
      { text: 'Column ', isName: false },
      { text: 'net_margin', isName: true },
      { text: ' is gone from ', isName: false },
      { text: 'fct_orders', isName: true },
    ]);
    expect(sentenceParts('half ` open')).toEqual([{ text: 'half ` open', isName: false }]);
    expect(plainSentence('Metric `a` is absent')).toBe('Metric a is absent');
    expect(sentenceParts('')).toEqual([]);
  });
});

describe('the address of the Health Center', () => {
  const read = (query: string) => readHealthFilter(new URLSearchParams(query));

  it.each([
    '',
    'view=matrix&status=fail&env=prod&owner=sales&tag=a%2Cb&q=rev&sort=since&group=none&asset=builtin%2Frevenue&open=x&run=1',
    'open=',
  ])('reads what it wrote: %s', (query) => {
    expect(writeHealthFilter(read(query)).toString()).toBe(query);
  });

  it('drops what it does not know', () => {
    expect(writeHealthFilter(read('view=moon&status=purple&sort=x&group=y&asset=/a')).toString()).toBe('');
  });

  it('does not count the view or an open sheet as a filter', () => {
    expect(isHealthFiltered(read('view=list&asset=builtin/a&sort=name'))).toBe(false);
    expect(isHealthFiltered(read('q=a'))).toBe(true);
  });

  it('finds by title, id and owner', () => {
    expect(matchesText(sampleEntry({ owner: 'Sales' }), 'sales')).toBe(true);
    expect(matchesText(sampleEntry(), 'finance')).toBe(false);
  });
});

describe('addresses', () => {
  it('name an asset in its environment', () => {
    const entry = sampleEntry({ asset: 'a:b' });
    expect(readAssetKey(assetKey(entry))).toEqual({ environment: 'builtin', asset: 'a:b' });
    expect(readAssetKey('x')).toBeUndefined();
    expect(reportPath('commerce', entry)).toBe('/p/commerce/health/builtin/a%3Ab');
    expect(dashboardPath('commerce', { environment: 'prod', asset: '7' })).toBeUndefined();
  });
});

describe('panelsByTrouble', () => {
  it('puts failures first and the slow before the fast', () => {
    const panels = [
      samplePanel('fast', { duration_ms: 10 }),
      samplePanel('slow', { duration_ms: 900 }),
      samplePanel('broken', { status: 'FAIL' }),
    ];
    expect(panelsByTrouble(panels).map((panel) => panel.title)).toEqual(['broken', 'slow', 'fast']);
  });
});

describe('causeDetail', () => {
  it('counts causes of a state', () => {
    expect(causeDetail([sampleCause('a', []), sampleCause('b', [], { status: 'WARN' })], 'FAIL')).toBe('1 cause');
    expect(causeDetail([], 'FAIL')).toBeUndefined();
  });
});
