import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '..');

/**
 * How many effects each room has. An effect is for what is outside of React: streams, timers of the page, the browser's
 * own objects. State is derived while drawing, what follows a press stands in its handler, what is read stands in the query
 * cache. Who adds one says here why it is none of those; who takes one away lowers the number.
 */
const EFFECTS: Readonly<Record<string, number>> = {
  api: 5,
  app: 3,
  dashboard: 5,
  'dashboard/chart': 1,
  'dashboard/query': 1,
  // One of them takes the variables of an address before the first paint, which would be one of nothing.
  'dashboard/view': 6,
  help: 1,
  kit: 5,
  lib: 7,
  runhub: 4,
};

/** Where panels are asked, drawn and shown. */
const ROOMS_WITHIN = ['dashboard/chart', 'dashboard/query', 'dashboard/view'];

function roomOf(file: string): string {
  const [area = '', room = '', part = ''] = file.split('/');
  if (area !== 'features') return area;
  return ROOMS_WITHIN.includes(`${room}/${part}`) ? `${room}/${part}` : room;
}

function isCounted(file: string): boolean {
  return /\.tsx?$/.test(file) && !file.includes('.test.');
}

function effectsOf(file: string): number {
  return readFileSync(join(SRC, file), 'utf8').match(/\buse(?:Layout)?Effect\(/g)?.length ?? 0;
}

describe('effects', () => {
  it('are as many as each room says', () => {
    const counts: Record<string, number> = {};
    for (const file of readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(isCounted)) {
      const count = effectsOf(file);
      if (count > 0) counts[roomOf(file)] = (counts[roomOf(file)] ?? 0) + count;
    }
    expect(counts).toEqual(EFFECTS);
  });
});
