import { useId } from 'react';
import { cx } from '@/lib/cx';
import { GLYPH_SHAPES } from './glyph-shapes';
import { GLYPH_TONES, type GlyphName } from './status-table';
import styles from './status-glyph.module.css';

type StatusGlyphProps = {
  glyph: GlyphName;
  size?: 'inline' | 'default' | 'title' | 'large';
  /** The name to read out when no word stands beside the glyph. */
  label?: string;
};

export function StatusGlyph({ glyph, size = 'default', label }: StatusGlyphProps) {
  // React's ids have colons, which url(#…) does not take in every browser.
  const id = `glyph-${useId().replaceAll(':', '')}`;
  const naming = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg className={cx(styles.glyph, styles[size])} data-tone={GLYPH_TONES[glyph]} viewBox="0 0 16 16" {...naming}>
      {GLYPH_SHAPES[glyph](id)}
    </svg>
  );
}
