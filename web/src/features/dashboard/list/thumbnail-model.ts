/** A number that is always the same for a text (FNV-1a). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

export type Sketch = {
  /** The line, in a box of 24 by 8. */
  path: string;
  /** One of the first three series colours, from 1. */
  colour: 1 | 2 | 3;
  /** How many blocks stand above it. */
  blocks: number;
};

const POINTS = 7;

/** A small picture by which a row is found again: the same for the same dashboard. */
export function sketchOf(name: string, panels: number): Sketch {
  let seed = hashOf(name);
  const next = (): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 0x100000000;
  };
  const colours = [1, 2, 3] as const;
  const colour = colours[seed % 3] ?? 1;
  let height = 2 + next() * 4;
  const points = Array.from({ length: POINTS }, (_, index) => {
    height = Math.min(7, Math.max(1, height + (next() - 0.5) * 6));
    return `${((index / (POINTS - 1)) * 24).toFixed(1)} ${height.toFixed(1)}`;
  });
  return { path: `M${points.join('L')}`, colour, blocks: Math.min(3, Math.max(1, panels)) };
}
