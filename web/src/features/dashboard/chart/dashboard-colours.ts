import { idOf, likeOf, nearTo, SLOTS, type ColourBook, type Entity } from './colour-book';

/** The numbers of colours, by the ids of entities. */
export type Slots = Map<string, number>;

/** A chart: the key of its panel, or a symbol for one that is no panel. */
export type Chart = string | symbol;

/** What was seen: the colours in each chart, and those of the whole dashboard, what was seen last at the end. */
export type SeenColours = { whole: Slots; charts: Map<Chart, Slots> };

/** So many entities of a chart and of a dashboard, and so many charts, are remembered besides those that are shown. */
const MOST_OF_CHART = 100;
const MOST_OF_DASHBOARD = 2000;
const MOST_CHARTS = 200;

type Keeping = {
  seen?: SeenColours;
  /** Runs something when the answers of a load have come. Without it, what comes is seen at once. */
  later?: (run: () => void) => void;
  /** Hears what was seen when somebody new is in it. */
  keep?: (seen: SeenColours) => void;
};

export function nothingSeen(): SeenColours {
  return { whole: new Map(), charts: new Map() };
}

function firstFree(slots: readonly number[], isTaken: (slot: number) => boolean): number {
  return slots.find((slot) => !isTaken(slot)) ?? slots[0] ?? 0;
}

/** Puts those of the ids that are there to the end. */
function touch<K, V>(all: Map<K, V>, keys: Iterable<K>): void {
  for (const key of keys) {
    const value = all.get(key);
    if (value === undefined) continue;
    all.delete(key);
    all.set(key, value);
  }
}

/** Forgets who was seen longest ago, until so many are left. */
function forget<K, V>(all: Map<K, V>, most: number): void {
  for (const key of all.keys()) {
    if (all.size <= most) return;
    all.delete(key);
  }
}

/**
 * The colours of a dashboard. What was seen stays. Entities that come in one load get theirs together, by their labels
 * and by who meets whom in a chart, so that no matter whose answer comes first they are the same. Soon after, they are
 * seen.
 */
export class DashboardColours {
  readonly #seen: SeenColours;
  readonly #later: (run: () => void) => void;
  readonly #keep: ((seen: SeenColours) => void) | undefined;
  /** What the charts have shown in this load. */
  readonly #charts = new Map<Chart, Set<string>>();
  /** Who came in this load, with the least of its wishes, and what it gets. */
  readonly #fresh = new Map<string, number>();
  #given: Slots = new Map();
  #isSettling = false;
  #version = 0;
  readonly #listeners = new Set<() => void>();

  constructor({ seen = nothingSeen(), later = (run) => run(), keep }: Keeping = {}) {
    this.#seen = seen;
    this.#later = later;
    this.#keep = keep;
  }

  /** Hears when charts that have asked would get other colours now. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly version = (): number => this.#version;

  at(chart: Chart): ColourBook {
    return { assign: (entities) => this.#assign(chart, entities) };
  }

  #assign(chart: Chart, entities: readonly Entity[]): number[] {
    const ids = entities.map(idOf);
    const isNews = this.#show(chart, ids);
    const isWish = this.#note(entities, ids);
    // What is drawn once more costs no more than a look.
    if (this.#fresh.size > 0 && (isNews || isWish)) this.#give();
    const slots = this.#drawn(chart, ids);
    if (this.#fresh.size > 0 && !this.#isSettling) {
      this.#isSettling = true;
      this.#later(() => this.#settle());
    }
    return entities.map(({ wish }, index) => slots.get(ids[index] ?? '') ?? wish);
  }

  /** Says whether the chart shows more than before in this load. */
  #show(chart: Chart, ids: readonly string[]): boolean {
    // A repeated panel is one chart several times: what they show is put together.
    const shown = this.#charts.get(chart) ?? new Set();
    const { size } = shown;
    for (const id of ids) shown.add(id);
    this.#charts.set(chart, shown);
    return shown.size > size;
  }

  /** Says whether somebody is new, or wishes less than before. */
  #note(entities: readonly Entity[], ids: readonly string[]): boolean {
    const { whole } = this.#seen;
    touch(whole, ids);
    let isOther = false;
    entities.forEach(({ wish }, index) => {
      const id = ids[index] ?? '';
      const least = this.#fresh.get(id) ?? Infinity;
      if (whole.has(id) || wish >= least) return;
      this.#fresh.set(id, wish);
      isOther = true;
    });
    return isOther;
  }

  /** Gives those whom nobody has seen yet their colours, in an order that follows from their labels. */
  #give(): void {
    const given: Slots = new Map();
    const meets = this.#meetings();
    for (const [id, wish] of [...this.#fresh].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const places = meets.get(id) ?? [];
      const slot = firstFree(nearTo(wish), (one) => places.some((taken) => taken.has(one)));
      given.set(id, slot);
      for (const taken of places) taken.add(slot);
    }
    const isOther = [...this.#given].some(([id, slot]) => given.has(id) && given.get(id) !== slot);
    this.#given = given;
    if (isOther) this.#tell();
  }

  /** For each entity the charts that it is in, each as the set of the colours that are taken there. */
  #meetings(): Map<string, Set<number>[]> {
    const meets = new Map<string, Set<number>[]>();
    for (const [chart, ids] of this.#charts) {
      const taken = this.#held(chart);
      for (const id of ids) {
        const known = this.#seen.charts.get(chart)?.get(id) ?? this.#seen.whole.get(id);
        if (known !== undefined) taken.add(known);
        const places = meets.get(id);
        if (places) places.push(taken);
        else meets.set(id, [taken]);
      }
    }
    return meets;
  }

  /** The colours that newcomers leave to who was in the chart before, unless that were more than there are colours. */
  #held(chart: Chart): Set<number> {
    const before = this.#seen.charts.get(chart);
    return new Set(before === undefined || before.size > SLOTS ? [] : before.values());
  }

  /** The colours in a chart: as seen in it, else as on the dashboard, else told apart by another tone. */
  #drawn(chart: Chart, ids: Iterable<string>): Slots {
    const before: Slots = this.#seen.charts.get(chart) ?? new Map();
    const slots: Slots = new Map();
    const news = new Set<string>();
    for (const id of ids) {
      const slot = before.get(id);
      if (slot === undefined) news.add(id);
      else slots.set(id, slot);
    }
    if (news.size === 0) return slots;
    const taken = new Set([...this.#held(chart), ...slots.values()]);
    for (const id of [...news].sort()) {
      const slot = this.#seen.whole.get(id) ?? this.#given.get(id) ?? 0;
      const own = firstFree(likeOf(slot), (one) => taken.has(one));
      slots.set(id, own);
      taken.add(own);
    }
    return slots;
  }

  /** What is shown now was seen from now on, however much it is. Those seen longest ago make room. */
  #settle(): void {
    this.#isSettling = false;
    const { whole, charts } = this.#seen;
    const shown = new Set<string>();
    for (const [id, slot] of this.#given) whole.set(id, slot);
    for (const [chart, ids] of this.#charts) {
      const slots: Slots = charts.get(chart) ?? new Map();
      for (const [id, slot] of this.#drawn(chart, ids)) slots.set(id, slot);
      touch(slots, ids);
      forget(slots, MOST_OF_CHART + ids.size);
      charts.set(chart, slots);
      for (const id of ids) shown.add(id);
    }
    touch(charts, this.#charts.keys());
    forget(charts, MOST_CHARTS + this.#charts.size);
    forget(whole, MOST_OF_DASHBOARD + shown.size);
    this.#charts.clear();
    this.#fresh.clear();
    this.#given = new Map();
    this.#keep?.(this.#seen);
  }

  /** Not while something is drawn, which asks. */
  #tell(): void {
    queueMicrotask(() => {
      this.#version += 1;
      for (const listener of this.#listeners) listener();
    });
  }
}

/** The colours of a chart that stands alone. */
export function createColourBook(): ColourBook {
  return new DashboardColours().at('alone');
}
