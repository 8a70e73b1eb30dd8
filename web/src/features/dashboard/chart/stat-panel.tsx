import { useState } from 'react';
import type { TimeSeriesData, TimeSeriesValueTuple } from '@perses-dev/core';
import { useTimeRange, type PanelProps } from '@perses-dev/plugin-system';
import type { StatChartOptions } from '@perses-dev/stat-chart-plugin';
import { cx } from '@/lib/cx';
import { useColourMode } from '@/kit/theme/appearance';
import { thresholdPalette } from './chart-colours';
import { cells, fitted } from './fit';
import { NoData } from './no-data';
import { withGaps } from './series-model';
import { sparkPath } from './sparkline';
import { splitUnit, statOf, type Stat } from './stat-model';
import { useElementSize } from './use-element-size';
import { NO_VALUE } from './value-format';
import styles from './stat-panel.module.css';

type Span = readonly [start: number, end: number];
type SparkProps = { points: readonly TimeSeriesValueTuple[]; span: Span; colour: string; lineWidth: number };

function Spark({ points, span, colour, lineWidth }: SparkProps) {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const size = useElementSize(element);
  const path = size && sparkPath(points, size.width, size.height, span);
  return (
    <div ref={setElement} className={styles.spark}>
      {path && size && (
        <svg width={size.width} height={size.height} aria-hidden="true">
          <path d={path.area} fill={colour} opacity="0.14" />
          <path d={path.line} fill="none" stroke={colour} strokeWidth={lineWidth} strokeLinejoin="round" />
        </svg>
      )}
    </div>
  );
}

const LARGEST = 26;
const SPARK_WIDTH = 1.5;
const NAME = 16;
const MARK = 15;
const GAP = 10;
const ROW_GAP = 6;
/** Below this height there is no room for a name under the value: it stands beside it. */
const FLAT = 40;

type StatCellProps = {
  stat: Stat;
  spec: StatChartOptions;
  stepMs: number | undefined;
  span: Span;
  hasName: boolean;
  width: number;
  height: number;
};

/** The size of the figure: what the document asks for, as far as the box has room. */
function figureOf({ stat, spec, hasName, width, height }: StatCellProps): ReturnType<typeof fitted> {
  const isFlat = hasName && height < FLAT;
  const inner = (isFlat ? width * 0.6 : width) - GAP - (stat.colour === undefined ? 0 : MARK);
  const below = (hasName && !isFlat ? NAME : 0) + (height > FLAT ? ROW_GAP : 0);
  // The line of values needs its part of a cell that is not low.
  const room = (height - below) * (spec.sparkline && height > FLAT ? 0.6 : 1);
  const most = spec.valueFontSize ?? (spec.sparkline ? LARGEST : Math.max(LARGEST, Math.min(44, room / 2.4)));
  return fitted(stat.text, Math.max(24, inner), Math.max(12, room), most);
}

function StatCell(props: StatCellProps) {
  const { stat, spec, stepMs, span, hasName, width, height } = props;
  const { text, size } = figureOf(props);
  const { figure, unit } = splitUnit(text);
  const hasSpark = spec.sparkline !== undefined && height - size * 1.2 - (hasName ? NAME : 0) - ROW_GAP >= 16;
  return (
    <div className={cx(styles.stat, hasName && height < FLAT && styles.flat)} style={{ width, height }}>
      <p
        className={cx(styles.value, stat.text === NO_VALUE && styles.none)}
        title={stat.text}
        style={{ fontSize: size }}
      >
        {/* The colour is a mark beside the value: as text it would not be readable on every surface. */}
        {stat.colour !== undefined && <span className={styles.mark} style={{ background: stat.colour }} />}
        <span className="cut">{figure}</span>
        {unit !== undefined && <span className={styles.unit}>{unit}</span>}
      </p>
      {hasName && (
        <p className={cx('cut', styles.name)} title={stat.name}>
          {stat.name}
        </p>
      )}
      {hasSpark && (
        <Spark
          points={withGaps(stat.points, stepMs)}
          span={span}
          colour={spec.sparkline?.color ?? 'var(--series-1)'}
          lineWidth={spec.sparkline?.width ?? SPARK_WIDTH}
        />
      )}
    </div>
  );
}

/** Draws a panel of kind StatChart: one value, what it is, and how it came there. */
export function StatPanel({ spec, contentDimensions, queryResults }: PanelProps<StatChartOptions, TimeSeriesData>) {
  const { absoluteTimeRange: range } = useTimeRange();
  const palette = thresholdPalette(useColourMode());
  const stats = queryResults.flatMap(({ data }) =>
    data.series.map((one) => ({ stat: statOf(one, spec, palette), stepMs: data.stepMs })),
  );
  if (!contentDimensions) return null;
  if (stats.length === 0) return <NoData results={queryResults} />;
  const { width, height } = contentDimensions;
  const [across, down] = [12, height > 64 ? 10 : 2];
  const inner = { width: width - 2 * across, height: height - 2 * down };
  const layout = cells(stats.length, inner, { width: 84, height: FLAT }, 2.4);
  return (
    <div className={styles.stats} style={{ width, height, padding: `${down}px ${across}px` }}>
      {stats.map(({ stat, stepMs }, index) => (
        <StatCell
          key={`${stat.name} ${index}`}
          stat={stat}
          spec={spec}
          stepMs={stepMs}
          span={[range.start.getTime(), range.end.getTime()]}
          hasName={stats.length > 1}
          width={layout.width}
          height={layout.height}
        />
      ))}
    </div>
  );
}
