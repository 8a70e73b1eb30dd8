import { describe, expect, it } from 'vitest';
import { COLOURS } from '@/kit/theme/tokens';
import { entitiesOf, entityOf, slotColour, type ColourBook } from './colour-book';
import { createColourBook } from './dashboard-colours';

function assign(book: ColourBook, codes: readonly string[]): Record<string, number> {
  const entities = entitiesOf(
    codes.map((code) => ({
      series: { name: `requests{code="${code}"}`, labels: { code }, values: [] },
      queryIndex: 0,
    })),
  );
  const slots = book.assign(entities);
  return Object.fromEntries(codes.map((code, index) => [code, slots[index] ?? -1]));
}

describe('the colour of an entity', () => {
  it('stays as others come and go, in whatever order', () => {
    const book = createColourBook();
    const before = assign(book, ['200', '304', '500']);
    const between = assign(book, ['500', '204', '404', '200', '304']);
    expect(between).toMatchObject(before);
    expect(assign(book, ['304'])).toEqual({ '304': before['304'] });
    expect(assign(book, ['204'])).toEqual({ '204': between['204'] });
  });

  it('is that of its labels, whatever the metric and the name are', () => {
    const one = { name: 'up', labels: { __name__: 'up', job: 'a', instance: 'x' }, values: [] };
    const other = { name: 'other', formattedName: 'x', labels: { instance: 'x', job: 'a' }, values: [] };
    expect(entityOf(one, 0)).toEqual(entityOf(other, 3));
    expect(entityOf({ ...one, labels: { job: 'b' } }, 0).key).not.toBe(entityOf(one, 0).key);
  });

  it('is the same in every browser', () => {
    expect(assign(createColourBook(), ['200', '500'])).toEqual(assign(createColourBook(), ['500', '200']));
  });

  it('is another for each line of a chart, up to thirty', () => {
    const codes = Array.from({ length: 30 }, (_, index) => `${200 + index}`);
    expect(new Set(Object.values(assign(createColourBook(), codes))).size).toBe(30);
    // Two that got the same one in panels of their own are told apart where they meet.
    const book = createColourBook();
    for (const code of codes.slice(0, 12)) assign(book, [code]);
    expect(new Set(Object.values(assign(book, codes.slice(0, 12)))).size).toBe(12);
  });

  it('without labels follows the order of the queries', () => {
    const entities = entitiesOf(
      ['p50', 'p90', 'p99'].map((name, queryIndex) => ({ series: { name, values: [] }, queryIndex })),
    );
    expect(createColourBook().assign(entities)).toEqual([0, 1, 2]);
  });

  it('differs for two series with the same labels', () => {
    const series = { name: 'x', labels: { instance: 'x' }, values: [] };
    const entities = entitiesOf([
      { series: { ...series, formattedName: 'in' }, queryIndex: 0 },
      { series: { ...series, formattedName: 'out' }, queryIndex: 1 },
    ]);
    const [first, second] = createColourBook().assign(entities);
    expect(first).not.toBe(second);
  });

  it.each(['light', 'dark'] as const)('is none of the status colours, nor twice the same (%s)', (mode) => {
    const all = Array.from({ length: 30 }, (_, slot) => slotColour(slot, COLOURS[mode].chart.series));
    expect(new Set(all).size).toBe(30);
    for (const status of Object.values(COLOURS[mode].status)) expect(all).not.toContain(status);
  });
});
