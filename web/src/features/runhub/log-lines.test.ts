import { describe, expect, it } from 'vitest';
import { sampleLine } from '@/test/samples/runs';
import { seededRandom } from '@/test/seeded-random';
import {
  allRows,
  BLOCK_LINES,
  blockOf,
  blocksBetween,
  blockStart,
  byBlock,
  filteredRows,
  growExtent,
  isWholeBlock,
  lacksLines,
  mergeLines,
  passesFilter,
} from './log-lines';
import type { LogLine } from './run';

const lines = (from: number, to: number): LogLine[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => sampleLine(from + index));

describe('blocks', () => {
  it('hold every line exactly once', () => {
    for (const seq of [1, 2, BLOCK_LINES, BLOCK_LINES + 1, 12_345]) {
      const block = blockOf(seq);
      expect(seq).toBeGreaterThanOrEqual(blockStart(block));
      expect(seq).toBeLessThan(blockStart(block + 1));
    }
    expect(blocksBetween(1, BLOCK_LINES)).toEqual([0]);
    expect(blocksBetween(BLOCK_LINES, BLOCK_LINES + 1)).toEqual([0, 1]);
    expect(blocksBetween(5, 4)).toEqual([]);
  });

  it('know whether they are whole and whether lines are missing', () => {
    expect(isWholeBlock(0, lines(1, BLOCK_LINES))).toBe(true);
    expect(isWholeBlock(0, lines(1, 3))).toBe(false);
    expect(lacksLines(0, lines(1, 3), { first: 1, last: 3, isComplete: false })).toBe(false);
    expect(lacksLines(0, lines(1, 3), { first: 1, last: 4, isComplete: false })).toBe(true);
    expect(lacksLines(0, [], { first: 1, last: 4, isComplete: false })).toBe(true);
    expect(lacksLines(0, lines(7, 9), { first: 7, last: 9, isComplete: true })).toBe(false);
    expect(lacksLines(1, lines(BLOCK_LINES + 1, 2 * BLOCK_LINES), { first: 1, last: 9999, isComplete: true })).toBe(
      false,
    );
  });
});

describe('a block that has a hole', () => {
  // Lines were written between the reading of the block and those that the stream brought.
  const torn = mergeLines(lines(1, 100), lines(121, 125));
  const extent = { first: 1, last: 125, isComplete: false };

  it('is read again', () => {
    expect(lacksLines(0, torn, extent)).toBe(true);
    expect(lacksLines(0, mergeLines(torn, lines(1, 125)), extent)).toBe(false);
  });

  it('shows what is beyond the hole', () => {
    const rows = allRows(extent, new Map([[0, torn]]));
    expect([99, 100, 119, 120, 124].map((row) => rows.lineAt(row)?.seq)).toEqual([100, undefined, undefined, 121, 125]);
  });
});

describe('mergeLines', () => {
  it('gives every line once and in order, however the pieces come', () => {
    const random = seededRandom(3);
    for (let round = 0; round < 200; round += 1) {
      const all = lines(1, 40);
      let known: readonly LogLine[] = [];
      const covered = new Set<number>();
      for (let piece = 0; piece < 8; piece += 1) {
        const from = Math.floor(random() * 40);
        const part = all.slice(from, from + Math.floor(random() * 12));
        const shuffled = random() > 0.5 ? part : [...part].reverse();
        known = mergeLines(known, shuffled);
        for (const line of part) covered.add(line.seq);
      }
      expect(known.map((line) => line.seq)).toEqual([...covered].sort((a, b) => a - b));
    }
  });
});

describe('growExtent', () => {
  it('never shrinks, whatever late answers say', () => {
    const random = seededRandom(11);
    let extent = { first: 0, last: 0, isComplete: false };
    for (let round = 0; round < 500; round += 1) {
      const seen = { first: 1, last: Math.floor(random() * 1000), isComplete: random() > 0.99 };
      const next = growExtent(extent, seen);
      expect(next.last).toBeGreaterThanOrEqual(extent.last);
      expect(next.isComplete || !extent.isComplete).toBe(true);
      extent = next;
    }
  });
});

describe('allRows', () => {
  const extent = { first: 1, last: 1200, isComplete: true };
  const blocks = new Map([[1, lines(BLOCK_LINES + 1, 2 * BLOCK_LINES)]]);

  it('counts all lines before they are loaded', () => {
    const rows = allRows(extent, blocks);
    expect(rows.count).toBe(1200);
    expect(rows.lineAt(0)).toBeUndefined();
    expect(rows.lineAt(rows.rowOf(612))?.seq).toBe(612);
    expect(rows.rowOf(1201)).toBe(-1);
    expect(rows.seqAt(1200)).toBeUndefined();
  });

  it('starts at the oldest line that was kept', () => {
    const kept = allRows({ first: 501, last: 700, isComplete: true }, blocks);
    expect(kept.count).toBe(200);
    expect(kept.seqAt(0)).toBe(501);
    expect(kept.rowOf(20)).toBe(0);
  });

  it('has a row for every line and the line for every row that is loaded', () => {
    const rows = allRows(extent, blocks);
    for (let row = 0; row < rows.count; row += 1) {
      const seq = rows.seqAt(row) ?? 0;
      expect(rows.rowOf(seq)).toBe(row);
      const line = rows.lineAt(row);
      expect(line === undefined || line.seq === seq).toBe(true);
    }
  });
});

describe('filteredRows', () => {
  const rows = filteredRows([sampleLine(3), sampleLine(9), sampleLine(12)]);

  it('leads to the line, or to the next that is shown', () => {
    expect([rows.rowOf(9), rows.rowOf(4), rows.rowOf(1), rows.rowOf(13)]).toEqual([1, 1, 0, -1]);
  });
});

describe('byBlock and passesFilter', () => {
  it('cut and choose', () => {
    const parts = byBlock(lines(BLOCK_LINES, BLOCK_LINES + 2));
    expect([...parts].map(([block, part]) => [block, part.length])).toEqual([
      [0, 1],
      [1, 2],
    ]);
    const error = sampleLine(1, { level: 'ERROR', item: 4 });
    expect(passesFilter(error, { levels: ['ERROR'], item: 4 })).toBe(true);
    expect(passesFilter(error, { levels: ['INFO'], item: undefined })).toBe(false);
    expect(passesFilter(error, { levels: [], item: 5 })).toBe(false);
  });
});
