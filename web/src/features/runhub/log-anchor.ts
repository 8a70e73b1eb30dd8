/** A line or a range of lines as an address names it: #L120, #L120-L140. Both ends are included. */
export type LineAnchor = { from: number; to: number };

const FORM = /^#?L([1-9]\d{0,15})(?:-L?([1-9]\d{0,15}))?$/;

export function readAnchor(hash: string): LineAnchor | undefined {
  const match = FORM.exec(hash);
  if (!match) return undefined;
  const first = Number(match[1]);
  const second = match[2] === undefined ? first : Number(match[2]);
  return { from: Math.min(first, second), to: Math.max(first, second) };
}

export function writeAnchor(anchor: LineAnchor): string {
  return anchor.from === anchor.to ? `#L${anchor.from}` : `#L${anchor.from}-L${anchor.to}`;
}

/** The range after a press on a line's number: with Shift from the line chosen before to this one. */
export function pressLine(anchor: LineAnchor | undefined, seq: number, isExtending: boolean): LineAnchor | undefined {
  if (isExtending && anchor) return { from: Math.min(anchor.from, seq), to: Math.max(anchor.from, seq) };
  // A second press on the only chosen line lets it go.
  if (anchor && anchor.from === seq && anchor.to === seq) return undefined;
  return { from: seq, to: seq };
}

export function isInAnchor(anchor: LineAnchor | undefined, seq: number): boolean {
  return anchor !== undefined && seq >= anchor.from && seq <= anchor.to;
}
