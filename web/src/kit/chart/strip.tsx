import { STRIP_SIZES, describeStrip, layoutStrip, stripWidth, type StripMark, type StripSize } from './strip-model';
import styles from './strip.module.css';

type StripProps = {
  /** Oldest first. */
  marks: readonly StripMark[];
  size?: StripSize;
  /** How many marks have room. */
  slots?: number;
};

const OUTLINE = 0.5;

/** The last checks of one thing, newest at the right: low is healthy, taller a warning, full height failing. */
export function Strip({ marks, size = 'list', slots = 30 }: StripProps) {
  const { height } = STRIP_SIZES[size];
  const width = stripWidth(size, slots);
  return (
    <svg
      className={styles.strip}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={describeStrip(marks.slice(-slots))}
    >
      {marks.length === 0 && <path className={styles.never} d={`M0 ${height - OUTLINE}H${width}`} />}
      {layoutStrip(marks, size, slots).map(({ x, y, width: barWidth, height: barHeight, mark }) => {
        // The outline of an unknown mark is drawn inside, so that it is as wide as its neighbours.
        const inset = mark.state === 'UNKNOWN' ? OUTLINE : 0;
        return (
          <rect
            key={x}
            data-state={mark.state}
            x={x + inset}
            y={y + inset}
            width={barWidth - 2 * inset}
            height={barHeight - 2 * inset}
            rx={1}
          >
            {mark.label !== undefined && <title>{mark.label}</title>}
          </rect>
        );
      })}
    </svg>
  );
}
