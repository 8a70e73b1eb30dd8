import type { TimeSeries } from '@perses-dev/core';

/** What a series is of, and which of the first colours it would like. */
export type Entity = { key: string; wish: number };

/** Which colour each entity of a chart has. */
export type ColourBook = {
  /** The numbers of the colours of a chart's entities: none twice as long as there are colours. */
  assign: (entities: readonly Entity[]) => number[];
};

/** The colours of the palette, and how many tones of each there are. */
export const HUES = 10;
const TONES = 3;
export const SLOTS = HUES * TONES;

/** FNV-1a: the same for the same text in every browser, so that a colour survives a reload. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return value;
}

/**
 * The entity of a series are its labels: `200` is one thing in the panel of requests and in that of errors, whatever
 * the metric and the name are. A series without labels is what it is called.
 */
export function entityOf({ labels, name, formattedName }: TimeSeries, queryIndex: number): Entity {
  const entries = Object.entries(labels ?? {}).filter(([label, value]) => label !== '__name__' && value !== '');
  if (entries.length === 0) return { key: `name ${formattedName ?? name}`, wish: queryIndex % HUES };
  const key = JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  return { key, wish: hash(key) % HUES };
}

/** The entities of a panel's series. Of two with the same labels, the second is told apart by its name. */
export function entitiesOf(all: readonly { series: TimeSeries; queryIndex: number }[]): Entity[] {
  const seen = new Map<string, number>();
  return all.map(({ series, queryIndex }) => {
    const { key, wish } = entityOf(series, queryIndex);
    const twins = seen.get(key) ?? 0;
    seen.set(key, twins + 1);
    if (twins === 0) return { key, wish };
    const own = `${key} ${series.formattedName ?? series.name} ${queryIndex}`;
    return { key: own, wish: hash(own) % HUES };
  });
}

/** What an entity is called where its colour is kept: short, and without its labels. */
export function idOf({ key }: Entity): string {
  return hash(key).toString(36);
}

const NEAR: readonly (readonly number[])[] = Array.from({ length: HUES }, (_hue, wish) =>
  Array.from({ length: SLOTS }, (_slot, at) => ((wish + at) % HUES) + Math.floor(at / HUES) * HUES),
);
const LIKE: readonly (readonly number[])[] = Array.from({ length: SLOTS }, (_slot, slot) => [
  ...Array.from({ length: TONES }, (_tone, tone) => (slot + tone * HUES) % SLOTS),
  ...nearTo(slot),
]);

/** The numbers from a wish on: first the pure colours, then their tones. */
export function nearTo(wish: number): readonly number[] {
  return NEAR[wish % HUES] ?? [];
}

/** The numbers for an entity that has one elsewhere: that one, its other tones, then what is near. */
export function likeOf(slot: number): readonly number[] {
  return LIKE[slot % SLOTS] ?? [];
}

function channels(hex: string): number[] {
  return [1, 3, 5].map((from) => Number.parseInt(hex.slice(from, from + 2), 16));
}

/** Bright colours get darker tones and dark ones lighter: both stay readable on the surface of the theme. */
function toned(hex: string, tone: number): string {
  const [red = 0, green = 0, blue = 0] = channels(hex);
  const isBright = 0.299 * red + 0.587 * green + 0.114 * blue > 110;
  const share = tone * 0.3;
  const mixed = [red, green, blue].map((one) => Math.round(one + ((isBright ? 0 : 255) - one) * share));
  return `#${mixed.map((one) => one.toString(16).padStart(2, '0')).join('')}`;
}

export function slotColour(slot: number, palette: readonly string[]): string {
  const base = palette[slot % palette.length] ?? '#888888';
  const tone = Math.floor(slot / palette.length) % TONES;
  return tone === 0 ? base : toned(base, tone);
}
