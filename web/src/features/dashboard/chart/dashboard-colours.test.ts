import { describe, expect, it, vi } from 'vitest';
import type { Entity } from './colour-book';
import { entitiesOf, idOf } from './colour-book';
import { DashboardColours, nothingSeen, type SeenColours } from './dashboard-colours';
import { coloursKey, keepColours, loadColours, type ColourStorage } from './seen-colours';

/** Numbers that look random and are the same in each run (mulberry32): 0 to below 1. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffled<T>(all: readonly T[], random: () => number): T[] {
  return all
    .map((one) => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

function entities(pods: readonly string[]): Entity[] {
  return entitiesOf(pods.map((pod) => ({ series: { name: pod, labels: { pod }, values: [] }, queryIndex: 0 })));
}

type Charts = Record<string, string[]>;
type Shown = Record<string, Record<string, number>>;

/** Some charts that show some pods of a dashboard of ten to thirty. */
function someCharts(random: () => number): Charts {
  const pods = Array.from(
    { length: 10 + Math.floor(random() * 20) },
    (_, at) => `pod-${at}-${Math.floor(random() * 1e6)}`,
  );
  const names = Array.from({ length: 6 }, (_, at) => `chart-${at}`);
  return Object.fromEntries(
    names.map((name) => [name, shuffled(pods, random).slice(0, 1 + Math.floor(random() * 10))]),
  );
}

/** A page: its answers come in some order, and it draws once more when it is told to. */
function openPage(seen: SeenColours = nothingSeen()) {
  let settle: (() => void) | undefined;
  const colours = new DashboardColours({ seen, later: (run) => (settle = run) });
  const draw = (charts: Charts, order = Object.keys(charts)): Shown => {
    for (const name of order) colours.at(name).assign(entities(charts[name] ?? []));
    return Object.fromEntries(
      Object.entries(charts).map(([name, pods]) => {
        const slots = colours.at(name).assign(entities(pods));
        return [name, Object.fromEntries(pods.map((pod, at) => [pod, slots[at] ?? -1]))];
      }),
    );
  };
  return { draw, settle: () => settle?.(), seen };
}

const SEEDS = Array.from({ length: 60 }, (_, seed) => seed + 1);

describe('the colours of a dashboard', () => {
  it.each(SEEDS)('are the same in whatever order the answers come (%d)', (seed) => {
    const random = randomFrom(seed);
    const charts = someCharts(random);
    const first = openPage().draw(charts);
    const mixed = Object.fromEntries(Object.entries(charts).map(([name, pods]) => [name, shuffled(pods, random)]));
    expect(openPage().draw(mixed, shuffled(Object.keys(charts), random))).toEqual(first);
  });

  it.each(SEEDS)('are never shared in a chart, and the same in all charts of a load (%d)', (seed) => {
    const shown = openPage().draw(someCharts(randomFrom(seed)));
    for (const slots of Object.values(shown))
      expect(new Set(Object.values(slots)).size).toBe(Object.keys(slots).length);
    const all = new Map<string, Set<number>>();
    for (const [pod, slot] of Object.values(shown).flatMap(Object.entries<number>)) {
      all.set(pod, (all.get(pod) ?? new Set()).add(slot));
    }
    for (const [pod, slots] of all) expect([pod, slots.size]).toEqual([pod, 1]);
  });

  it.each(SEEDS)('stay when one more comes, and at a reload with more or fewer (%d)', (seed) => {
    const random = randomFrom(seed);
    const charts = someCharts(random);
    const page = openPage();
    const first = page.draw(charts);
    page.settle();
    const [some = ''] = Object.keys(charts);
    const others = Object.values(charts).flat();
    const more = {
      ...charts,
      [some]: [...new Set(['new', ...shuffled(others, random).slice(0, 3), ...(charts[some] ?? [])])],
    };
    const then = page.draw(more);
    for (const [name, slots] of Object.entries(first)) expect(then[name]).toMatchObject(slots);
    expect(new Set(Object.values(then[some] ?? {})).size).toBe(new Set(more[some]).size);
    page.settle();
    expect(openPage(page.seen).draw(more, shuffled(Object.keys(more), random))).toEqual(then);
    const less = Object.fromEntries(Object.entries(more).map(([name, pods]) => [name, pods.slice(-1)]));
    for (const [name, slots] of Object.entries(openPage(page.seen).draw(less))) expect(then[name]).toMatchObject(slots);
  });

  it('are told anew when an answer changes what a chart was given', () => {
    // Of two that wish the same, found by trying, the one that is first in the order comes last.
    const page = openPage();
    const wishes = Array.from({ length: 40 }, (_, at) => `pod-${at}`);
    const shown = wishes.map((pod) => ({ pod, alone: openPage().draw({ one: [pod] })['one']?.[pod] }));
    const pair = shown.flatMap((one, at) =>
      shown.slice(at + 1).flatMap((other) => (one.alone === other.alone ? [[one.pod, other.pod]] : [])),
    )[0];
    const [a = '', b = ''] = pair ?? [];
    const both = openPage().draw({ both: [a, b] })['both'] ?? {};
    expect(new Set(Object.values(both)).size).toBe(2);
    page.draw({ one: [a], other: [b] });
    expect(page.draw({ one: [a], other: [b], both: [a, b] })).toEqual({
      one: { [a]: both[a] },
      other: { [b]: both[b] },
      both,
    });
  });

  it('of a repeated panel come to rest', () => {
    const colours = new DashboardColours({ later: () => undefined });
    for (let round = 0; round < 5; round += 1) {
      colours.at('repeated').assign(entities(['a', 'b', 'c']));
      colours.at('repeated').assign(entities(['d', 'e', 'f', 'g']));
    }
    const before = colours.at('repeated').assign(entities(['a', 'b', 'c']));
    colours.at('repeated').assign(entities(['d', 'e', 'f', 'g']));
    expect(colours.at('repeated').assign(entities(['a', 'b', 'c']))).toEqual(before);
  });
});

describe('the colours of more series than are remembered', () => {
  const charts = Array.from({ length: 20 }, (_chart, at) => ({
    name: `chart-${at}`,
    all: entities(Array.from({ length: 500 }, (_pod, pod) => `pod-${at}-${pod}`)),
  }));

  /** How many things are put in order while something runs. */
  function sortedIn(run: () => void): number {
    const sort = vi.spyOn(Array.prototype, 'sort');
    try {
      run();
      return sort.mock.contexts.reduce<number>((sum, all) => sum + (all as unknown[]).length, 0);
    } finally {
      sort.mockRestore();
    }
  }

  it('come to rest: what is refreshed is neither given anew, nor sorted, nor kept', () => {
    const settles: (() => void)[] = [];
    const keep = vi.fn();
    const colours = new DashboardColours({ later: (run) => settles.push(run), keep });
    const draw = (): number[][] => charts.map(({ name, all }) => colours.at(name).assign(all));
    draw();
    // Drawn again before it was seen, each chart costs itself, not all the others.
    expect(sortedIn(draw)).toBeLessThanOrEqual(20 * 500);
    settles.pop()?.();
    const first = draw();
    expect(sortedIn(() => expect(draw()).toEqual(first))).toBe(0);
    expect(settles).toEqual([]);
    expect(keep).toHaveBeenCalledOnce();
    // One more costs what it is, not what is there.
    const [more] = entities(['one more']);
    const some = [...(charts[0]?.all ?? []), ...(more ? [more] : [])];
    expect(sortedIn(() => colours.at('chart-0').assign(some))).toBeLessThan(10);
    settles.pop()?.();
    expect(draw()).toEqual(first);
  });

  it('are those of who was seen last: pods that have gone make room, one that stays is known', () => {
    const storage = storageOf();
    const key = coloursKey('p', 'd');
    let settle = (): void => undefined;
    const colours = new DashboardColours({
      later: (run) => (settle = run),
      keep: (seen) => keepColours(storage, key, seen, 1),
    });
    const pods = (load: number): string[] => ['stays', ...Array.from({ length: 9 }, (_, pod) => `pod-${load}-${pod}`)];
    let last: number[] = [];
    for (let load = 0; load < 400; load += 1) {
      last = colours.at('panel').assign(entities(pods(load)));
      settle();
    }
    const { whole, charts: kept } = loadColours(storage, key);
    expect(whole.size + (kept.get('panel')?.size ?? 0)).toBeLessThanOrEqual(2000);
    expect([...whole.keys()]).toEqual(expect.arrayContaining(entities(pods(399)).map(idOf)));
    expect([...whole.keys()]).toEqual(expect.not.arrayContaining(entities(['pod-0-0']).map(idOf)));
    const again = new DashboardColours({ seen: loadColours(storage, key), later: () => undefined });
    // Beside somebody who comes before them.
    again.at('other').assign(entities(['0', '1', '2']));
    expect(again.at('panel').assign(entities(pods(399)))).toEqual(last);
  });
});

/** A storage that holds at most so many characters. */
function storageOf(room = Infinity): ColourStorage & { size: () => number } {
  const all = new Map<string, string>();
  return {
    get length() {
      return all.size;
    },
    size: () => all.size,
    key: (at) => [...all.keys()][at] ?? null,
    getItem: (key) => all.get(key) ?? null,
    removeItem: (key) => all.delete(key),
    setItem: (key, text) => {
      if (text.length > room) throw new Error('QuotaExceededError');
      all.set(key, text);
    },
  };
}

describe('what was seen in this browser', () => {
  const seen: SeenColours = { whole: new Map([['a', 3]]), charts: new Map([['panel', new Map([['a', 13]])]]) };

  it('is read as it was kept, without charts that are no panel', () => {
    const storage = storageOf();
    const charts = new Map([...seen.charts, [Symbol('chart'), new Map([['b', 1]])] as const]);
    keepColours(storage, coloursKey('p', 'd'), { ...seen, charts }, 1);
    expect(loadColours(storage, coloursKey('p', 'd'))).toEqual(seen);
    expect(loadColours(storage, coloursKey('p', 'other'))).toEqual(nothingSeen());
  });

  it.each(['{', '7', 'null', '{"whole":[1,{}],"charts":{"x":4}}', '{"whole":{"a":99,"b":"1"},"charts":null}'])(
    'is nothing when it can’t be read: %s',
    (text) => {
      const storage = storageOf();
      storage.setItem('key', text);
      const { whole, charts } = loadColours(storage, 'key');
      expect(
        [...whole.values(), ...[...charts.values()].flatMap((slots) => [...slots.values()])].filter(
          (slot) => slot !== 1,
        ),
      ).toEqual([]);
    },
  );

  it('is of the fifty dashboards looked at last', () => {
    const storage = storageOf();
    for (let at = 0; at < 60; at += 1) keepColours(storage, coloursKey('p', `d-${at}`), seen, at);
    expect(storage.size()).toBe(50);
    expect(loadColours(storage, coloursKey('p', 'd-59'))).toEqual(seen);
    expect(loadColours(storage, coloursKey('p', 'd-9'))).toEqual(nothingSeen());
  });

  it('is no fault of a storage that is full, closed or not there', () => {
    const closed: ColourStorage = {
      get length(): number {
        throw new Error('SecurityError');
      },
      key: () => null,
      getItem: () => {
        throw new Error('SecurityError');
      },
      removeItem: () => undefined,
      setItem: () => undefined,
    };
    for (const storage of [storageOf(1), closed, undefined]) {
      keepColours(storage, 'key', seen, 1);
      expect(loadColours(storage, 'key')).toEqual(nothingSeen());
    }
  });
});
