import { describe, expect, it } from 'vitest';
import { sampleLine } from '@/test/samples/runs';
import { seededRandom } from '@/test/seeded-random';
import { lastDrawn, parseAnsi, plainText } from './log-ansi';
import { isInAnchor, pressLine, readAnchor, writeAnchor } from './log-anchor';
import { findAll, paintLine } from './log-paint';
import { matchFrom, matchLabel, nextMatch } from './log-search';
import { followLabel, formatElapsed, lineText, lineTime, nextTimes, rangeWord } from './log-words';

const ESC = '\u001b';

describe('parseAnsi', () => {
  it('turns colours into names of the theme and ends them', () => {
    const spans = parseAnsi(`${ESC}[31;1mred${ESC}[0m plain ${ESC}[38;5;34mgreen${ESC}[39m`);
    expect(spans.map((span) => [span.text, span.style.colour, span.style.isBold])).toEqual([
      ['red', 'red', true],
      [' plain ', undefined, false],
      ['green', 'green', false],
    ]);
  });

  it('passes over backgrounds without taking their numbers for colours', () => {
    expect(parseAnsi(`${ESC}[48;2;31;32;33mx`)[0]?.style.colour).toBeUndefined();
    expect(parseAnsi(`${ESC}[38;2;250;20;20mx`)[0]?.style.colour).toBe('red');
  });

  it.each([
    [`${ESC}]8;;https://evil.example${ESC}\\link${ESC}]8;;${ESC}\\`, 'link'],
    [`${ESC}]0;title\u0007text`, 'text'],
    [`${ESC}[2J${ESC}[1;1Hhome`, 'home'],
    ['10 %\r50 %\r100 %', '100 %'],
    ['a\r\nb', 'a ↵ b'],
    ['bell\u0007 and \u0000nul', 'bell and nul'],
    [`cut ${ESC}[31`, 'cut '],
  ])('leaves only text of %j', (message, text) => {
    expect(plainText(message)).toBe(text);
  });

  it('never lets a control through, whatever comes', () => {
    const random = seededRandom(99);
    const alphabet = [ESC, '[', ']', ';', '3', '8', 'm', '\r', '\n', '\u0007', '\\', 'a', '\u009b', 'P', '<', '\u0000'];
    for (let round = 0; round < 2000; round += 1) {
      const message = Array.from({ length: 30 }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
      // eslint-disable-next-line no-control-regex
      expect(plainText(message)).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/);
    }
  });

  it('keeps what was drawn last', () => {
    expect(lastDrawn('50 %\r')).toBe('50 %');
    expect(lastDrawn('plain')).toBe('plain');
  });
});

describe('paintLine', () => {
  it('marks every hit, without regard to case, across changes of style', () => {
    const spans = paintLine(`set fct_${ESC}[31mRETURNS${ESC}[0m and fct_returns`, 'fct_returns');
    expect(spans.filter((span) => span.isHit).map((span) => span.text)).toEqual(['fct_', 'RETURNS', 'fct_returns']);
    expect(spans.map((span) => span.text).join('')).toBe('set fct_RETURNS and fct_returns');
  });

  it('shows where a secret was taken out', () => {
    const [, secret] = paintLine('token [redacted] sent', '');
    expect(secret).toMatchObject({ text: '[redacted]', isRedacted: true });
  });

  it('never loses or adds text', () => {
    const random = seededRandom(17);
    for (let round = 0; round < 500; round += 1) {
      const message = Array.from({ length: 25 }, () => 'ab[]\u001b31m redacted'[Math.floor(random() * 18)]).join('');
      const text = plainText(message);
      expect(
        paintLine(message, 'a')
          .map((span) => span.text)
          .join(''),
      ).toBe(text);
    }
  });

  it('finds nothing for nothing', () => {
    expect(findAll('abc', '')).toEqual([]);
    expect(findAll('aaaa', 'aa')).toEqual([
      [0, 2],
      [2, 4],
    ]);
  });
});

describe('anchors', () => {
  it.each([
    ['#L120', { from: 120, to: 120 }],
    ['#L120-L140', { from: 120, to: 140 }],
    ['#L140-120', { from: 120, to: 140 }],
  ])('reads %s', (hash, anchor) => {
    expect(readAnchor(hash)).toEqual(anchor);
    expect(readAnchor(writeAnchor(anchor))).toEqual(anchor);
  });

  it.each(['', '#L0', '#L', '#Lx', '#L1-', '#items', '#L1-L2-L3'])('takes %j for none', (hash) => {
    expect(readAnchor(hash)).toBeUndefined();
  });

  it('grow with Shift and go with a second press', () => {
    const one = pressLine(undefined, 5, false);
    expect(one).toEqual({ from: 5, to: 5 });
    expect(pressLine(one, 2, true)).toEqual({ from: 2, to: 5 });
    expect(pressLine(one, 5, false)).toBeUndefined();
    expect(isInAnchor({ from: 2, to: 5 }, 5)).toBe(true);
    expect(isInAnchor(undefined, 5)).toBe(false);
  });
});

describe('searching', () => {
  const seqs = [3, 9, 12];

  it('goes round in both directions', () => {
    expect([
      nextMatch(seqs, undefined, 1),
      nextMatch(seqs, 3, 1),
      nextMatch(seqs, 12, 1),
      nextMatch(seqs, 3, -1),
    ]).toEqual([3, 9, 3, 12]);
    expect(nextMatch([], 3, 1)).toBeUndefined();
    expect(matchFrom(seqs, 10)).toBe(12);
    expect(matchFrom(seqs, 13)).toBe(3);
  });

  it('counts all matches, also those beyond the list', () => {
    expect(matchLabel({ total: 7, seqs }, 9)).toBe('2 of 7');
    expect(matchLabel({ total: 0, seqs: [] }, undefined)).toBe('no match');
    expect(matchLabel({ total: 12_400, seqs }, undefined)).toMatch(/^12.400 found$/);
    expect(matchLabel(undefined, 3)).toBe('');
  });
});

describe('the words of the log', () => {
  const line = sampleLine(1, { message: `${ESC}[31mbroken${ESC}[0m`, level: 'ERROR' });

  it('shows times by clock, since the start, or not', () => {
    expect(lineTime(line, 'clock', undefined, 'Europe/Berlin')).toBe('09:40:02');
    expect(lineTime(line, 'elapsed', '2026-11-20T08:39:00Z')).toBe('+1:02');
    expect(lineTime(line, 'off', undefined)).toBe('');
    expect([nextTimes('clock'), nextTimes('elapsed'), nextTimes('off')]).toEqual(['elapsed', 'off', 'clock']);
    expect(formatElapsed(3_728_000)).toBe('+1:02:08');
  });

  it('copies a line without its colours', () => {
    expect(lineText(line, 'clock', undefined, 'Europe/Berlin')).toBe('09:40:02 ERROR   broken');
  });

  it('says where one is and what waits below', () => {
    expect(rangeWord(288, 309, 412)).toBe('Lines 288 to 309 of 412');
    expect(rangeWord(undefined, undefined, 0)).toBe('No lines yet');
    expect(followLabel(103, false, 0)).toBe('Follow, 103 below');
    expect(followLabel(103, false, 12)).toBe('12 new lines');
    expect(followLabel(103, true, 0)).toBe('To the end, 103 below');
  });
});
