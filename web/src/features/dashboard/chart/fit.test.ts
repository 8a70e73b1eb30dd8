import { describe, expect, it } from 'vitest';
import { cells, fitted } from './fit';

describe('a value in a box', () => {
  it('is as large as fits', () => {
    expect(fitted('12', 200, 60, 26)).toEqual({ text: '12', size: 26 });
    expect(fitted('12', 200, 24, 26).size).toBe(20);
  });

  it('is written short where it would be small', () => {
    expect(fitted('117,760,000', 100, 40, 26)).toMatchObject({ text: '118 M' });
    expect(fitted('11,600,000,000 %', 100, 40, 26)).toMatchObject({ text: '11.6 G %' });
    expect(fitted('117,760,000', 400, 40, 26)).toMatchObject({ text: '117,760,000' });
  });

  it.each(['0.01817', '3.8887172684486924', '117,760,000', '1.2 M', '-12.5 GB'])('has room for all of %s', (value) => {
    for (const width of [70, 96, 140, 300]) {
      const { text, size } = fitted(value, width, 30, 26);
      expect(text.length * 0.62 * size).toBeLessThanOrEqual(width + 1);
    }
  });
});

describe('cells of a box', () => {
  const least = { width: 90, height: 36 };

  it('stand side by side, or below each other, whatever makes them larger', () => {
    expect(cells(1, { width: 300, height: 100 }, least, 2)).toMatchObject({ columns: 1, width: 300 });
    expect(cells(3, { width: 600, height: 60 }, least, 2)).toMatchObject({ columns: 3, width: 200 });
    expect(cells(8, { width: 200, height: 300 }, least, 2)).toMatchObject({ columns: 2 });
  });

  it('are never narrower than their least', () => {
    for (const count of [2, 8, 30]) {
      expect(cells(count, { width: 400, height: 100 }, least, 2).width).toBeGreaterThanOrEqual(90);
    }
  });

  it('of a box that is lower than one cell have its height', () => {
    expect(cells(1, { width: 100, height: 28 }, least, 2).height).toBe(28);
  });
});
