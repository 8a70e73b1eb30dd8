/** In px of the drawing. */
export const CELL = 20;
const MARK_WIDTH = 5;
const MARK_LEFT = 6;
const MARK_BOTTOM = 16;

type MarkKind = 'warning' | 'failed' | 'unknown';
export type FieldMark = { kind: MarkKind; x: number; y: number; width: number; height: number };

const HEIGHTS: Record<MarkKind, number> = { warning: 10, failed: 13, unknown: 7 };

/** Shares of all cells, in thousandths: most are well. */
const SHARES: readonly (readonly [MarkKind, number])[] = [
  ['failed', 6],
  ['warning', 9],
  ['unknown', 25],
];

/** Scatters numbers of a grid without a pattern that the eye finds; the same at every load. */
function scatter(column: number, row: number): number {
  let hash = Math.imul(column + 1, 0x9e3779b1) ^ Math.imul(row + 1, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) % 1000;
}

function kindAt(column: number, row: number): MarkKind | undefined {
  let rest = scatter(column, row);
  for (const [kind, share] of SHARES) {
    if (rest < share) return kind;
    rest -= share;
  }
  return undefined;
}

/** The marks of a field that are not well, placed in their cells with the foot of all others. */
export function fieldMarks(columns: number, rows: number): FieldMark[] {
  const marks: FieldMark[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const kind = kindAt(column, row);
      if (kind === undefined) continue;
      const height = HEIGHTS[kind];
      marks.push({
        kind,
        x: column * CELL + MARK_LEFT,
        y: row * CELL + MARK_BOTTOM - height,
        width: MARK_WIDTH,
        height,
      });
    }
  }
  return marks;
}
