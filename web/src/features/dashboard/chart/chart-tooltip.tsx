import { createPortal } from 'react-dom';
import type { FormatOptions } from '@perses-dev/core';
import { cx } from '@/lib/cx';
import { formatAbsolute, formatExactClock, type Zone } from '@/lib/time';
import { nearbyReadings, type Reading } from './series-model';
import { SeriesSwatch } from './series-swatch';
import { chartValue } from './value-format';
import styles from './chart-tooltip.module.css';

const ROOM = 12;
const GAP = 16;
const MARGIN = 8;

type ChartTooltipProps = {
  at: number;
  readings: readonly Reading[];
  nearestId: string | undefined;
  format: FormatOptions;
  zone: Zone;
  /** Where the pointer is, in the window. */
  pointer: { x: number; y: number };
};

/** 'Fri 20 Nov': the date without the year and the clock. */
function shortDate(at: number, zone: Zone): string {
  return formatAbsolute(new Date(at), zone).split(' ').slice(0, 3).join(' ');
}

/** Beside the pointer, so that all of the box is inside the window. */
function standAt(box: HTMLElement, pointer: ChartTooltipProps['pointer']): void {
  const fitsRight = pointer.x + GAP + box.offsetWidth + MARGIN <= window.innerWidth;
  const left = fitsRight ? pointer.x + GAP : pointer.x - GAP - box.offsetWidth;
  const top = Math.min(pointer.y + GAP, window.innerHeight - box.offsetHeight - MARGIN);
  box.style.transform = `translate(${Math.max(MARGIN, Math.round(left))}px, ${Math.max(MARGIN, Math.round(top))}px)`;
}

/** Exact values at one moment: every line, the highest first. */
export function ChartTooltip({ at, readings, nearestId, format, zone, pointer }: ChartTooltipProps) {
  const shown = nearbyReadings(readings, nearestId, ROOM);
  return createPortal(
    // A new ref with every drawing: what it says, and so its size, is another one each time.
    <div ref={(box) => box && standAt(box, pointer)} className={styles.tooltip} role="status">
      <div className={styles.head}>
        <span>{shortDate(at, zone)}</span>
        <span className={styles.moment}>{formatExactClock(new Date(at), zone)}</span>
      </div>
      <ul className={styles.rows}>
        {shown.map(({ series, value }) => (
          <li key={series.id} className={styles.row}>
            <span className={styles.swatch}>
              <SeriesSwatch colour={series.colour} lineStyle={series.lineStyle} />
            </span>
            <span className={cx('cut', readings.length > 1 && series.id === nearestId && styles.nearest)}>
              {series.name}
            </span>
            <span className={styles.value}>{chartValue(value, format)}</span>
          </li>
        ))}
      </ul>
      {readings.length > shown.length && <div className={styles.rest}>and {readings.length - shown.length} more</div>}
      {readings.length === 0 && <div className={styles.rest}>Nothing was measured here</div>}
    </div>,
    // In full screen only what lies inside its element is drawn.
    document.fullscreenElement ?? document.body,
  );
}
