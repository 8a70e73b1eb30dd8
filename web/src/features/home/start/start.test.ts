import { describe, expect, it } from 'vitest';
import { isStart, startSentence, startSteps } from './start';
import { formatReading, lineName, readLines, startPanels } from './start-panels';
import { areaPath, largestLines, linePath, roundUp, scaleOf } from './start-scale';
import { reachWords } from './start-time';

const counts = (pass: number, unknown = 0, fail = 0) => ({ pass, warn: 0, fail, unknown });
const CHECKED = '2026-11-20T08:00:00Z';

function facts({ pass = 0, unknown = 0, fail = 0, checked = false, seen = false, hidden = false, hasSelf = true }) {
  return {
    project: 'commerce',
    hasSelf,
    causes: { counts: counts(pass, unknown, fail), ...(checked && { last_checked_at: CHECKED }) },
    preferences: {
      recents: seen ? [{ project: 'commerce', name: 'dashkeep' }] : [{ project: 'other', name: 'dashkeep' }],
      start_hidden: hidden,
    },
  };
}

describe('the first steps', () => {
  it.each([
    ['next later later', facts({ unknown: 1 })],
    ['done next later', facts({ unknown: 1, seen: true })],
    ['next done later', facts({ pass: 1, checked: true })],
    ['done done next', facts({ pass: 1, checked: true, seen: true })],
    ['done next done', facts({ unknown: 2, seen: true })],
    ['done next done', facts({ unknown: 1, seen: true, hasSelf: false })],
  ])('are ticked off by what is so, and one is next: %s', (states, given) => {
    expect(
      startSteps(given)
        .map(({ state }) => state)
        .join(' '),
    ).toBe(states);
  });

  it('give way to the usual Home when there is something to say', () => {
    expect(isStart(facts({ unknown: 1 }))).toBe(true);
    expect(isStart(facts({ pass: 1, checked: true }))).toBe(true);
    expect(isStart(facts({ unknown: 2 }))).toBe(true);
    expect(isStart(facts({ pass: 2, checked: true })), 'checked and built').toBe(false);
    expect(isStart(facts({ fail: 1, checked: true })), 'something fails').toBe(false);
    expect(isStart(facts({ unknown: 1, hidden: true })), 'hidden').toBe(false);
    expect(isStart(facts({ unknown: 30 })), 'many dashboards').toBe(false);
    expect(isStart(facts({ hasSelf: false })), 'nothing is there').toBe(true);
    expect(isStart(facts({ unknown: 1, hasSelf: false })), 'no charts of Dashkeep').toBe(false);
  });

  it('say what is there', () => {
    expect(startSentence({ counts: counts(0, 1) })).toBe('1 dashboard is live, not checked yet');
    expect(startSentence({ counts: counts(1), last_checked_at: CHECKED })).toBe('1 dashboard is live and healthy');
    expect(startSentence({ counts: counts(0) })).toBe('Dashkeep runs, and has no dashboard yet');
  });
});

const panel = (kind: string, query: string, unit = 'bytes') => ({
  spec: {
    display: { name: query },
    plugin: { kind, spec: { format: { unit }, yAxis: { format: { unit } } } },
    queries: [{ spec: { plugin: { spec: { query, seriesNameFormat: '{{code}}' } } } }],
  },
});

describe('the small charts', () => {
  it('are the first values and charts that need no variable', () => {
    const panels = {
      text: panel('Markdown', 'up'),
      a: panel('StatChart', 'rate(up[$__rate_interval])'),
      b: panel('StatChart', 'up{job="$job"}'),
      c: panel('TimeSeriesChart', 'up'),
    };
    expect(startPanels({ spec: { panels } }).map(({ key, queries }) => `${key} ${queries[0]?.text ?? ''}`)).toEqual([
      'a rate(up[1m])',
      'c up',
    ]);
    expect(startPanels(null)).toEqual([]);
  });

  it('read what Prometheus answers, and leave out what is no number', () => {
    const result = [
      {
        metric: { code: '200' },
        values: [
          [1, '2'],
          [2, 'NaN'],
          [3, '4'],
        ],
      },
      { metric: {}, values: [] },
    ];
    expect(readLines(result, '{{code}}')).toEqual([
      {
        name: '200',
        readings: [
          { at: 1000, value: 2 },
          { at: 3000, value: 4 },
        ],
      },
    ]);
    expect(lineName('', { a: 'x', b: 'y' })).toBe('x y');
  });

  it('reach from the first reading to the last, from 0 to a round number', () => {
    const readings = [
      { at: 0, value: 0 },
      { at: 10, value: 18 },
    ];
    const scale = scaleOf([{ name: '', readings }]);
    expect(scale).toEqual({ from: 0, to: 10, most: 20 });
    expect(scale && linePath(readings, scale, { width: 100, height: 40 })).toBe('M0.0 40.0L100.0 4.0');
    expect(scale && areaPath(readings, scale, { width: 100, height: 40 })).toBe(
      'M0.0 40.0L100.0 4.0L100.0 40.0L0.0 40.0Z',
    );
    expect(scaleOf([{ name: '', readings: readings.slice(1) }]), 'one point is no line').toBeUndefined();
    expect([0, 0.3, 2.1, 99].map(roundUp)).toEqual([1, 0.5, 2.5, 100]);
  });

  it('leave a gap where a point is missing, and draw one that stands alone', () => {
    const readings = [0, 15, 45, 75, 90].map((seconds) => ({ at: seconds * 1000, value: 1 }));
    const scale = { from: 0, to: 90_000, most: 1 };
    const box = { width: 90, height: 10 };
    expect(linePath(readings, scale, box)).toBe('M0.0 0.0L15.0 0.0M45.0 0.0h0M75.0 0.0L90.0 0.0');
    expect(areaPath(readings, scale, box).match(/M/g)).toHaveLength(3);
  });

  it('are of the lines with the largest newest values', () => {
    const lines = [1, 5, 0, 7].map((value) => ({ name: String(value), readings: [{ at: 0, value }] }));
    const { shown, rest } = largestLines(lines, 2);
    expect([shown.map(({ name }) => name), rest]).toEqual([['5', '7'], 2]);
    expect(largestLines(lines, 4).rest).toBe(0);
  });

  it('reach back to the start until they are full', () => {
    const line = (seconds: number) => [{ name: '', readings: [0, seconds].map((at) => ({ at: at * 1000, value: 1 })) }];
    expect(reachWords([])).toBe('since the start');
    expect(reachWords(line(600))).toBe('since the start');
    expect(reachWords(line(900))).toBe('last 15 minutes');
  });

  it.each([
    [0.0113, 'seconds', '11.3 ms'],
    [2, 'seconds', '2 s'],
    [114_000_000, 'bytes', '114 MB'],
    [1.6, 'requests/sec', '1.6/s'],
    [0.02, 'percent-decimal', '2 %'],
    [7, 'decimal', '7'],
  ])('%s in %s is %s', (value, unit, words) => {
    expect(formatReading(value, unit)).toBe(words);
  });
});
