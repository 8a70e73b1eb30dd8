import type { LogLevel, LogLine } from './run';

/**
 * The whole log by number. Lines have the numbers first … last without gaps, so that a row's place is known
 * before its line is loaded: the scroll bar is true from the first moment, and any line is one jump away.
 */

/** Lines in a block: one request, one entry of the cache. */
export const BLOCK_LINES = 500;

export type LogExtent = {
  /** 1, or more when the oldest lines were cleaned up; 0 while the log is empty. */
  first: number;
  last: number;
  /** The run has ended: no further lines come. */
  isComplete: boolean;
};

export const EMPTY_LOG: LogExtent = { first: 0, last: 0, isComplete: false };

/** The block in which a line stands. */
export function blockOf(seq: number): number {
  return Math.floor((Math.max(1, seq) - 1) / BLOCK_LINES);
}

/** The first line of a block. */
export function blockStart(block: number): number {
  return block * BLOCK_LINES + 1;
}

/** The blocks that hold the lines from … to, both included. */
export function blocksBetween(from: number, to: number): number[] {
  if (to < from) return [];
  const first = blockOf(from);
  return Array.from({ length: blockOf(to) - first + 1 }, (_, index) => first + index);
}

/** A block whose last line is known never changes again. */
export function isWholeBlock(block: number, lines: readonly LogLine[]): boolean {
  return lines.at(-1)?.seq === blockStart(block) + BLOCK_LINES - 1;
}

/** Whether a block misses lines that the log is known to have by now, at its end or in between. */
export function lacksLines(block: number, lines: readonly LogLine[], extent: LogExtent): boolean {
  const start = Math.max(extent.first, blockStart(block));
  const end = Math.min(extent.last, blockStart(block) + BLOCK_LINES - 1);
  return lowerBound(lines, end + 1) - lowerBound(lines, start) < end - start + 1;
}

/** Both lists as one, by number, each line once. */
export function mergeLines(known: readonly LogLine[], more: readonly LogLine[]): readonly LogLine[] {
  if (more.length === 0) return known;
  const [first] = more;
  const last = known.at(-1);
  if (first && (last === undefined || last.seq < first.seq) && isAscending(more)) return [...known, ...more];
  const bySeq = new Map<number, LogLine>();
  for (const line of known) bySeq.set(line.seq, line);
  for (const line of more) bySeq.set(line.seq, line);
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

function isAscending(lines: readonly LogLine[]): boolean {
  return lines.every((line, index) => index === 0 || (lines[index - 1]?.seq ?? 0) < line.seq);
}

/** Lines that just came, cut into their blocks. */
export function byBlock(lines: readonly LogLine[]): Map<number, LogLine[]> {
  const blocks = new Map<number, LogLine[]>();
  for (const line of lines) {
    const block = blockOf(line.seq);
    const known = blocks.get(block);
    if (known) known.push(line);
    else blocks.set(block, [line]);
  }
  return blocks;
}

/** A log only grows: what is known to be there stays, whoever answers late. */
export function growExtent(known: LogExtent, seen: LogExtent): LogExtent {
  return {
    first: Math.max(known.first, seen.first),
    last: Math.max(known.last, seen.last),
    isComplete: known.isComplete || seen.isComplete,
  };
}

export function extentCount(extent: LogExtent): number {
  return extent.last === 0 ? 0 : extent.last - Math.max(1, extent.first) + 1;
}

export type LogFilter = { levels: readonly LogLevel[]; item: number | undefined };

export const ALL_LINES: LogFilter = { levels: [], item: undefined };

export function isFilterOn(filter: LogFilter): boolean {
  return filter.levels.length > 0 || filter.item !== undefined;
}

export function passesFilter(line: LogLine, filter: LogFilter): boolean {
  if (filter.levels.length > 0 && !filter.levels.includes(line.level)) return false;
  return filter.item === undefined || line.item === filter.item;
}

/** The rows that the viewer draws, whichever lines they are. */
export type LogRows = {
  count: number;
  /** The number of the line in a row; undefined beyond the end. */
  seqAt: (row: number) => number | undefined;
  /** The line, or undefined while it is being loaded. */
  lineAt: (row: number) => LogLine | undefined;
  /** The row of a line; of the next one shown when the line itself is filtered out; -1 when there is none. */
  rowOf: (seq: number) => number;
};

/** Every line of the log, loaded block by block. */
export function allRows(extent: LogExtent, blocks: ReadonlyMap<number, readonly LogLine[]>): LogRows {
  const first = Math.max(1, extent.first);
  const count = extentCount(extent);
  const seqAt = (row: number): number | undefined => (row >= 0 && row < count ? first + row : undefined);
  return {
    count,
    seqAt,
    lineAt: (row) => {
      const seq = seqAt(row);
      if (seq === undefined) return undefined;
      const lines = blocks.get(blockOf(seq)) ?? [];
      const line = lines[lowerBound(lines, seq)];
      return line?.seq === seq ? line : undefined;
    },
    rowOf: (seq) => (seq > extent.last || count === 0 ? -1 : Math.max(0, seq - first)),
  };
}

/** The first index whose line has at least this number. */
export function lowerBound(lines: readonly LogLine[], seq: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((lines[middle]?.seq ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Only the lines that a filter leaves, as far as they are loaded. */
export function filteredRows(lines: readonly LogLine[]): LogRows {
  return {
    count: lines.length,
    seqAt: (row) => lines[row]?.seq,
    lineAt: (row) => lines[row],
    rowOf: (seq) => {
      const row = lowerBound(lines, seq);
      return row < lines.length ? row : -1;
    },
  };
}
