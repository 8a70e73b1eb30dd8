/** One line of the log that is not wrapped, in pixels: --size-row-log. */
export const ROW_PX = 22;

/** Where rows stand. Positions are pixels from the top of the first row. */
export type RowHeights = {
  total: number;
  offsetOf: (row: number) => number;
  /** The row that covers a position; clamped to those that exist. */
  rowAt: (offset: number) => number;
};

/** All rows have the same height: arithmetic, however many there are. */
export function evenHeights(count: number, height = ROW_PX): RowHeights {
  return {
    total: count * height,
    offsetOf: (row) => row * height,
    rowAt: (offset) => Math.min(Math.max(0, count - 1), Math.max(0, Math.floor(offset / height))),
  };
}

/**
 * Heights of wrapped rows: a binary indexed tree over what differs from one line. Reading a position and
 * changing a height both take log(n) steps; a row that was never measured counts as one line.
 */
export class MeasuredHeights implements RowHeights {
  private readonly extra: number[];
  private readonly heights = new Map<number, number>();
  private sum = 0;

  constructor(
    private readonly count: number,
    private readonly usual = ROW_PX,
  ) {
    this.extra = Array<number>(count + 1).fill(0);
  }

  get total(): number {
    return this.count * this.usual + this.sum;
  }

  heightOf(row: number): number {
    return this.heights.get(row) ?? this.usual;
  }

  /** Says how high a row is; true when that is news. */
  measure(row: number, height: number): boolean {
    const delta = height - this.heightOf(row);
    if (row < 0 || row >= this.count || Math.abs(delta) < 0.5) return false;
    this.heights.set(row, height);
    this.sum += delta;
    for (let at = row + 1; at <= this.count; at += at & -at) this.extra[at] = (this.extra[at] ?? 0) + delta;
    return true;
  }

  offsetOf(row: number): number {
    let offset = Math.min(row, this.count) * this.usual;
    for (let at = Math.min(row, this.count); at > 0; at -= at & -at) offset += this.extra[at] ?? 0;
    return offset;
  }

  rowAt(offset: number): number {
    let row = 0;
    let rest = offset;
    for (let step = highestBit(this.count); step > 0; step >>= 1) {
      const next = row + step;
      if (next > this.count) continue;
      const size = step * this.usual + (this.extra[next] ?? 0);
      if (size <= rest) {
        row = next;
        rest -= size;
      }
    }
    return Math.min(row, Math.max(0, this.count - 1));
  }

  /** The same heights for a log that has grown. */
  grownTo(count: number): MeasuredHeights {
    const grown = new MeasuredHeights(count, this.usual);
    for (const [row, height] of this.heights) grown.measure(row, height);
    return grown;
  }
}

function highestBit(value: number): number {
  return value < 1 ? 0 : 1 << (31 - Math.clz32(value));
}
