import type { ReactNode } from 'react';
import type { GlyphName } from './status-table';
import styles from './status-glyph.module.css';

const SHEET = 'M0 0h16v16H0z';
const LINE = { fill: 'none', stroke: 'currentColor', strokeLinecap: 'round', strokeLinejoin: 'round' } as const;
const CUT = {
  fill: 'none',
  stroke: '#000',
  strokeWidth: 1.8,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

function Hand() {
  return (
    <g stroke="#000" strokeLinecap="round" strokeWidth="1.35" fill="#000">
      <path d="M6.1 7.4V4.7M8.2 7V3.6M10.3 7.4V4.2M12 8V6" />
      <path d="M4.3 7.6 6 9.3" strokeWidth="1.5" />
      <path stroke="none" d="M5.4 6.9h7.25v1.4c0 2-1.3 3-3.3 3-1.9 0-2.8-.6-3.7-2z" />
    </g>
  );
}

/** A filled shape with a sign cut out of it. The id must be unique on the page: masks are found by it. */
function cutOut(id: string, sign: ReactNode, shape: ReactNode): ReactNode {
  return (
    <>
      <mask id={id}>
        <path fill="#fff" d={SHEET} />
        {sign}
      </mask>
      <g mask={`url(#${id})`} fill="currentColor">
        {shape}
      </g>
    </>
  );
}

/** Draws the inside of a 16 by 16 glyph. */
export const GLYPH_SHAPES: Record<GlyphName, (id: string) => ReactNode> = {
  queued: () => <circle cx="8" cy="8" r="6" {...LINE} strokeWidth="1.75" />,
  running: () => (
    <>
      <circle cx="8" cy="8" r="6" {...LINE} strokeWidth="2" opacity=".28" />
      <path className={styles.arc} d="M8 2a6 6 0 0 1 5.2 9" {...LINE} strokeWidth="2" />
    </>
  ),
  'needs-input': (id) =>
    cutOut(
      id,
      <Hand />,
      <path d="M2.8 1.2h10.6c1 0 1.8.8 1.8 1.8v8c0 1-.8 1.8-1.8 1.8H8.8L5.4 15.6v-2.8H2.8c-1 0-1.8-.8-1.8-1.8V3c0-1 .8-1.8 1.8-1.8z" />,
    ),
  ok: (id) => cutOut(id, <path d="m4.9 8.2 2.2 2.2 4.1-4.6" {...CUT} />, <circle cx="8" cy="8" r="6.9" />),
  warning: () => (
    <>
      <path d="M8 1.9 14.8 13.9H1.2z" {...LINE} strokeWidth="1.6" />
      <path d="M2.7 11.2h10.6l1.5 2.7H1.2z" fill="currentColor" />
      <path d="M8 5.5v4" stroke="currentColor" strokeWidth="1.7" />
    </>
  ),
  failed: (id) =>
    cutOut(id, <path d="m5.5 5.5 5 5m0-5-5 5" {...CUT} />, <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" />),
  unknown: () => (
    <>
      <circle cx="8" cy="8" r="6.3" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2.35 1.608" />
      <path d="M6.2 6.4c.1-1 .8-1.6 1.8-1.6s1.8.6 1.8 1.6c0 1.3-1.8 1.4-1.8 2.7" {...LINE} strokeWidth="1.5" />
      <circle cx="8" cy="11.3" r=".95" fill="currentColor" />
    </>
  ),
  stale: (id) => (
    <>
      <clipPath id={id}>
        <circle cx="8" cy="8" r="5.6" />
      </clipPath>
      <circle cx="8" cy="8" r="6.2" {...LINE} strokeWidth="1.5" />
      <path clipPath={`url(#${id})`} d="M0 10 10 0M2 13 13 2M5 16 16 5" stroke="currentColor" strokeWidth="1.2" />
    </>
  ),
  cancelled: () => (
    <>
      <circle cx="8" cy="8" r="6.1" {...LINE} strokeWidth="1.5" />
      <path d="M4.9 8h6.2" {...LINE} strokeWidth="2" />
    </>
  ),
  skipped: () => <path d="m3.2 4.2 3.8 3.8-3.8 3.8M8.6 4.2 12.4 8l-3.8 3.8" {...LINE} strokeWidth="1.8" />,
  muted: () => (
    <path
      d="M2 2l12 12M6.7 13.6a1.5 1.5 0 0 0 2.6 0M5.1 3.4A4 4 0 0 1 12 6.2c0 1.5.3 2.5.7 3.2M10.7 11.3H3.1c-.4 0-.6-.5-.3-.8.7-.8 1.2-1.8 1.2-4.3 0-.4 0-.7.1-1"
      {...LINE}
      strokeWidth="1.5"
    />
  ),
};
