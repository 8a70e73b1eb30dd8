import { SLOTS } from './colour-book';
import { nothingSeen, type SeenColours, type Slots } from './dashboard-colours';

/** The part of localStorage that is used. */
export type ColourStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** The 1 is that of the form: what another form has written is not read. */
const PREFIX = 'dashkeep.colours.1';
/** The colours of so many dashboards are kept: of those looked at last. */
const MOST_DASHBOARDS = 50;

export function coloursKey(project: string, dashboard: string): string {
  return [PREFIX, project, dashboard].map(encodeURIComponent).join('/');
}

function readSlots(value: unknown): Slots {
  if (typeof value !== 'object' || value === null) return new Map();
  const isSlot = (one: unknown): one is number => Number.isInteger(one) && Number(one) >= 0 && Number(one) < SLOTS;
  return new Map(Object.entries(value).flatMap(([id, slot]): [string, number][] => (isSlot(slot) ? [[id, slot]] : [])));
}

/** What was seen of a dashboard in this browser; nothing when nothing can be read. */
export function loadColours(storage: ColourStorage | undefined, key: string): SeenColours {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(key) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return nothingSeen();
    const { whole, charts } = { ...kept } as Partial<Record<'whole' | 'charts', unknown>>;
    const entries = typeof charts === 'object' && charts !== null ? Object.entries(charts) : [];
    return { whole: readSlots(whole), charts: new Map(entries.map(([chart, slots]) => [chart, readSlots(slots)])) };
  } catch {
    return nothingSeen();
  }
}

/** So many colours of a dashboard are kept, and of one of its charts. */
const MOST_COLOURS = 2000;
const MOST_OF_CHART = 100;

/** Those seen last, each with its places in charts, as far as there is room. Charts that are no panel are not found again. */
function newestOf({ whole, charts }: SeenColours): { whole: Slots; charts: Map<string, Slots> } {
  const panels = [...charts].flatMap(([chart, slots]) =>
    typeof chart === 'string' ? [[chart, [...slots].slice(-MOST_OF_CHART)] as const] : [],
  );
  const places = new Map<string, number>();
  for (const [id] of panels.flatMap(([, slots]) => slots)) places.set(id, (places.get(id) ?? 0) + 1);
  const kept = new Set<string>();
  let room = MOST_COLOURS;
  for (const id of [...whole.keys()].reverse()) {
    room -= 1 + (places.get(id) ?? 0);
    if (room < 0) break;
    kept.add(id);
  }
  const isKept = ([id]: readonly [string, number]): boolean => kept.has(id);
  return {
    whole: new Map([...whole].filter(isKept)),
    charts: new Map(panels.map(([chart, slots]) => [chart, new Map(slots.filter(isKept))])),
  };
}

/** Keeps what was seen. Storage may be full or closed: then colours last as long as the page. */
export function keepColours(storage: ColourStorage | undefined, key: string, seen: SeenColours, now: number): void {
  const newest = newestOf(seen);
  const charts = Object.fromEntries([...newest.charts].map(([chart, slots]) => [chart, Object.fromEntries(slots)]));
  const text = JSON.stringify({ at: now, whole: Object.fromEntries(newest.whole), charts });
  try {
    if (storage) forgetOldest(storage, key);
    storage?.setItem(key, text);
  } catch {
    // What is not kept is found again by the labels.
  }
}

function keptAt(storage: ColourStorage, key: string): number {
  const found = /^\{"at":(\d+)/.exec(storage.getItem(key) ?? '');
  return found ? Number(found[1]) : 0;
}

/** Makes room for one more dashboard than are kept, besides the one that is written. */
function forgetOldest(storage: ColourStorage, key: string): void {
  const all = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
  const others = all.filter((one) => one.startsWith(encodeURIComponent(PREFIX)) && one !== key);
  const byAge = others.map((one) => ({ one, at: keptAt(storage, one) })).sort((a, b) => a.at - b.at);
  for (const { one } of byAge.slice(0, Math.max(0, others.length + 1 - MOST_DASHBOARDS))) storage.removeItem(one);
}
