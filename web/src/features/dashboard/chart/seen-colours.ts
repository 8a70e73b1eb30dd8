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

/** Keeps what was seen. Storage may be full or closed: then colours last as long as the page. */
export function keepColours(storage: ColourStorage | undefined, key: string, seen: SeenColours, now: number): void {
  const charts = [...seen.charts].flatMap(([chart, slots]) =>
    typeof chart === 'string' ? [[chart, Object.fromEntries(slots)] as const] : [],
  );
  const text = JSON.stringify({ at: now, whole: Object.fromEntries(seen.whole), charts: Object.fromEntries(charts) });
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
