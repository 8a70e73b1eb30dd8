import { parseAnsi, type AnsiStyle } from './log-ansi';

export type PaintedSpan = {
  text: string;
  style: AnsiStyle;
  /** This stretch is what the search found. */
  isHit: boolean;
  /** A secret stood here and was taken out before the line was stored. */
  isRedacted: boolean;
};

const REDACTED = /\[redacted(?::[a-z0-9 _-]+)?\]/gi;

/** Where a text stands in another, without regard to upper and lower case. */
export function findAll(text: string, needle: string): [start: number, end: number][] {
  if (needle === '') return [];
  const found: [number, number][] = [];
  const lower = text.toLowerCase();
  const wanted = needle.toLowerCase();
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) {
    found.push([at, at + wanted.length]);
  }
  return found;
}

function isInside(ranges: readonly (readonly [number, number])[], at: number): boolean {
  return ranges.some(([start, end]) => at >= start && at < end);
}

/** A line ready to draw: cut wherever the style, a hit of the search or a redaction begins or ends. */
export function paintLine(message: string, query: string): PaintedSpan[] {
  const spans = parseAnsi(message);
  const text = spans.map((span) => span.text).join('');
  const hits = findAll(text, query);
  const redactions = [...text.matchAll(REDACTED)].map((match): [number, number] => [
    match.index,
    match.index + match[0].length,
  ]);
  if (hits.length === 0 && redactions.length === 0) {
    return spans.map((span) => ({ ...span, isHit: false, isRedacted: false }));
  }
  const cuts = [...hits, ...redactions].flat();
  let start = 0;
  return spans.flatMap((span) => {
    const end = start + span.text.length;
    const edges = [start, ...cuts.filter((cut) => cut > start && cut < end).sort((a, b) => a - b), end];
    const pieces = edges.slice(0, -1).map((from, index) => ({
      text: text.slice(from, edges[index + 1]),
      style: span.style,
      isHit: isInside(hits, from),
      isRedacted: isInside(redactions, from),
    }));
    start = end;
    return pieces.filter((piece) => piece.text !== '');
  });
}
