import { describe, expect, it } from 'vitest';
import { clicked, commonBeginning, isShown, nextSort, sortedSeries, type LegendSort } from './legend-model';
import type { ChartSeries } from './series-model';

const ALL = ['a', 'b', 'c'];

describe('a click in the legend', () => {
  it('shows one line alone, and a second one all again', () => {
    const alone = clicked('all', 'b', ALL, false);
    expect(alone).toEqual(['b']);
    expect(isShown(alone, 'a')).toBe(false);
    expect(clicked(alone, 'b', ALL, false)).toBe('all');
  });

  it('with the modifier takes a line away and gives it back', () => {
    const without = clicked('all', 'b', ALL, true);
    expect(without).toEqual(['a', 'c']);
    expect(clicked(without, 'b', ALL, true)).toBe('all');
    expect(clicked(['a'], 'a', ALL, true)).toBe('all');
  });
});

describe('what the names of a legend have in common', () => {
  const PATH = 'http_requests_total{instance="web-01.example:9100",path="/';

  it('is their beginning, up to where a label or a part of a path begins', () => {
    expect(commonBeginning([`${PATH}orders"}`, `${PATH}orbit"}`, `${PATH}a"}`])).toBe(PATH.length);
    expect(commonBeginning(['/srv/data/backups/monday', '/srv/data/backups/month'])).toBe('/srv/data/backups/'.length);
  });

  it.each([[[]], [[PATH]], [['p50', 'p99']], [['web a', 'web b']], [[`${PATH}a"}`, '']]])(
    'is nothing worth a cut of %j',
    (names) => {
      expect(commonBeginning(names)).toBe(0);
    },
  );
});

describe('a sorted legend', () => {
  const line = (name: string, ...values: (number | null)[]): ChartSeries => ({
    id: name,
    name,
    colour: 'red',
    kind: 'line',
    lineStyle: 'solid',
    areaOpacity: 0,
    isStacked: false,
    points: values.map((value, at) => [at, value]),
  });
  const all = [line('b10', 1), line('b9', 5), line('a', Number.NaN), line('c', 3, null)];
  const names = (...sort: Parameters<typeof nextSort>[]) =>
    sortedSeries(
      all,
      sort.reduce<LegendSort | undefined>((current, [, by]) => nextSort(current, by), undefined),
    ).map((one) => one.name);

  it('is in the order of the answer, by name, or by a value with the highest first', () => {
    expect(names()).toEqual(['b10', 'b9', 'a', 'c']);
    expect(names([undefined, 'name'])).toEqual(['a', 'b9', 'b10', 'c']);
    expect(names([undefined, 'max'])).toEqual(['b9', 'c', 'b10', 'a']);
  });

  it('turns with a second press, and is as it was with a third', () => {
    expect(names([undefined, 'max'], [undefined, 'max'])).toEqual(['b10', 'c', 'b9', 'a']);
    expect(names([undefined, 'max'], [undefined, 'max'], [undefined, 'max'])).toEqual(names());
  });
});
