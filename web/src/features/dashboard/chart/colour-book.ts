import { createContext, useContext, useState } from 'react';
import type { TimeSeries } from '@perses-dev/core';

/** What a series is of, and which of the first colours it would like. */
export type Entity = { key: string; wish: number };

/** Which colour each entity of a dashboard has. It grows only: who has a colour keeps it. */
export type ColourBook = {
  /** The numbers of the colours of a panel's entities: none twice as long as there are colours. */
  assign: (entities: readonly Entity[]) => number[];
};

/** The colours of the palette, and how many tones of each there are. */
export const HUES = 10;
const TONES = 3;

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

/** The free number nearest to a wish: first among the pure colours, then among their tones. */
function freeNear(wish: number, isTaken: (slot: number) => boolean): number {
  for (let tone = 0; tone < TONES; tone += 1) {
    for (let step = 0; step < HUES; step += 1) {
      const slot = ((wish + step) % HUES) + tone * HUES;
      if (!isTaken(slot)) return slot;
    }
  }
  return wish;
}

/** Another tone of the same colour, for an entity that meets another one of its colour. */
function toneOf(slot: number, isTaken: (slot: number) => boolean): number {
  for (let tone = 0; tone < TONES; tone += 1) {
    const other = (slot + tone * HUES) % (HUES * TONES);
    if (!isTaken(other)) return other;
  }
  return freeNear(slot % HUES, isTaken);
}

export function createColourBook(): ColourBook {
  const book = new Map<string, number>();
  return {
    assign: (entities) => {
      const here = new Map<string, number>();
      const taken = new Set<number>();
      const give = (key: string, slot: number): void => {
        here.set(key, slot);
        taken.add(slot);
      };
      const isTaken = (slot: number): boolean => taken.has(slot);
      // In the order of their keys, not of the answer: who comes first in a list changes with the values.
      const sorted = [...entities].sort((a, b) => (a.key < b.key ? -1 : 1));
      for (const { key } of sorted) {
        const known = book.get(key);
        if (known !== undefined) give(key, toneOf(known, isTaken));
      }
      for (const { key, wish } of sorted.filter((entity) => !book.has(entity.key))) {
        const slot = freeNear(wish, isTaken);
        book.set(key, slot);
        give(key, slot);
      }
      return entities.map(({ key, wish }) => here.get(key) ?? wish);
    },
  };
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

export const ColourBookContext = createContext<ColourBook | undefined>(undefined);

/** The colours of the dashboard, or some of its own for a chart that stands alone. */
export function useColourBook(): ColourBook {
  const shared = useContext(ColourBookContext);
  const [own] = useState(createColourBook);
  return shared ?? own;
}
