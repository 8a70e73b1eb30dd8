import { useId } from 'react';
import type { Zone } from '@/lib/time';
import { densityDrawing, type Density, type Slice } from './density';
import styles from './density-chart.module.css';

const WIDTH = 480;
const HEIGHT = 106;
const LEFT = 26;
const TOP = 14;
const BOTTOM = 18;

type DensityChartProps = {
  density: Density;
  zone: Zone;
  caption: string;
  /** What one's own bars are, in words: 'this policy'. */
  own: string;
  /** What the others are: '2 other policies'. Undefined without any. */
  others: string | undefined;
};

/** How much there is a minute: one's own above the others, hatched where it is over the ceiling. */
export function DensityChart({ density, zone, caption, own, others }: DensityChartProps) {
  const hatch = `hatch-${useId().replaceAll(':', '')}`;
  const drawing = densityDrawing(density, own, { width: WIDTH, height: HEIGHT }, zone);
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>{caption}</figcaption>
      <svg
        className={styles.chart}
        viewBox={`${-LEFT} ${-TOP} ${WIDTH + LEFT + 8} ${HEIGHT + TOP + BOTTOM}`}
        role="img"
        aria-label={`${caption}. ${drawing.ceilingLabel}${drawing.hasOver ? ', which some minutes exceed' : ''}`}
      >
        <defs>
          <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path d="M0 0V5" className={styles.hatch} />
          </pattern>
        </defs>
        {drawing.ticks.map((tick) => (
          <g key={tick.y}>
            <path className={styles.grid} d={`M0 ${tick.y}H${WIDTH}`} />
            <text className={styles.tick} x={-8} y={tick.y + 4} textAnchor="end">
              {tick.text}
            </text>
          </g>
        ))}
        {drawing.bars.map((bar) => (
          <g key={bar.x}>
            <title>{bar.label}</title>
            <Part slice={bar.others} x={bar.x} width={bar.width} className={styles.others} />
            <Part slice={bar.own} x={bar.x} width={bar.width} className={styles.own} />
            <Part slice={bar.over} x={bar.x} width={bar.width} className={styles.over} fill={`url(#${hatch})`} />
          </g>
        ))}
        {drawing.ceilingY !== undefined && <path className={styles.ceiling} d={`M0 ${drawing.ceilingY}H${WIDTH}`} />}
        <text className={styles.ceilingLabel} x={WIDTH} y={(drawing.ceilingY ?? 0) - 5} textAnchor="end">
          {drawing.ceilingLabel}
        </text>
        {drawing.hours.map((hour) => (
          <text key={hour.x} className={styles.tick} x={hour.x} y={HEIGHT + 14} textAnchor={anchorOf(hour.x)}>
            {hour.text}
          </text>
        ))}
      </svg>
      <div className={styles.legend}>
        <span>
          <i className={styles.ownKey} /> {own}
        </span>
        {others !== undefined && (
          <span>
            <i className={styles.othersKey} /> {others}
          </span>
        )}
        {drawing.hasOver && (
          <span>
            <i className={styles.overKey} /> over the ceiling
          </span>
        )}
      </div>
    </figure>
  );
}

function anchorOf(x: number): 'start' | 'middle' | 'end' {
  if (x <= 0) return 'start';
  return x >= WIDTH ? 'end' : 'middle';
}

type PartProps = { slice: Slice; x: number; width: number; className: string | undefined; fill?: string };

function Part({ slice, x, width, className, fill }: PartProps) {
  if (slice.height <= 0) return null;
  return <rect className={className} x={x} y={slice.y} width={width} height={slice.height} fill={fill} />;
}
