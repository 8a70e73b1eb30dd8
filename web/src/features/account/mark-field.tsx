import { CELL, fieldMarks } from './mark-field-model';
import styles from './mark-field.module.css';

const MARKS = fieldMarks(64, 64);
const OUTLINE = 0.5;

/** A fleet of dashboards as small marks: nearly all are well, a few stand out. A picture, nothing more. */
export function MarkField() {
  return (
    <svg className={styles.field} aria-hidden="true">
      <defs>
        <pattern id="mark-well" width={CELL} height={CELL} patternUnits="userSpaceOnUse">
          <rect className={styles.well} x="6" y="10" width="5" height="6" rx="1" />
        </pattern>
        <radialGradient id="mark-light" cx="0.58" cy="0.48" r="0.75">
          <stop offset="0" stopColor="#fff" stopOpacity="0.74" />
          <stop offset="1" stopColor="#fff" stopOpacity="0.16" />
        </radialGradient>
        <mask id="mark-shade">
          <rect width="100%" height="100%" fill="url(#mark-light)" />
        </mask>
      </defs>
      <rect width="100%" height="100%" fill="url(#mark-well)" mask="url(#mark-shade)" />
      {MARKS.map(({ kind, x, y, width, height }) => {
        const inset = kind === 'unknown' ? OUTLINE : 0;
        return (
          <rect
            key={`${x} ${y}`}
            data-kind={kind}
            x={x + inset}
            y={y + inset}
            width={width - 2 * inset}
            height={height - 2 * inset}
            rx="1"
          />
        );
      })}
    </svg>
  );
}
