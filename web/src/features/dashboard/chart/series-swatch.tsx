import type { LineStyle } from './series-model';

const DASHES: Record<LineStyle, string | undefined> = { solid: undefined, dashed: '4 3', dotted: '1.5 3' };

/** The piece of line before a series' name. */
export function SeriesSwatch({ colour, lineStyle }: { colour: string; lineStyle: LineStyle }) {
  return (
    <svg width="12" height="4" viewBox="0 0 12 4" aria-hidden="true">
      <path d="M0 2h12" stroke={colour} strokeWidth="2" strokeDasharray={DASHES[lineStyle]} />
    </svg>
  );
}
