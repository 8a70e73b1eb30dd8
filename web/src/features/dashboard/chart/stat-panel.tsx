import { useRef } from 'react';
import type { TimeSeriesData } from '@perses-dev/core';
import type { PanelProps } from '@perses-dev/plugin-system';
import type { StatChartOptions } from '@perses-dev/stat-chart-plugin';
import { NoData } from './no-data';
import { sparkPath } from './sparkline';
import { splitUnit, statOf, type Stat } from './stat-model';
import { useElementSize } from './use-element-size';
import styles from './stat-panel.module.css';

function Spark({ stat, colour }: { stat: Stat; colour: string }) {
  const ref = useRef<HTMLDivElement>(null);
  const size = useElementSize(ref);
  const path = size && sparkPath(stat.points, size.width, size.height);
  return (
    <div ref={ref} className={styles.spark}>
      {path && size && (
        <svg width={size.width} height={size.height} aria-hidden="true">
          <path d={path.area} fill={colour} opacity="0.14" />
          <path d={path.line} fill="none" stroke={colour} strokeWidth="1.5" strokeLinejoin="round" />
        </svg>
      )}
    </div>
  );
}

/** Draws a panel of kind StatChart: one value, what it is, and how it came there. */
export function StatPanel({ spec, contentDimensions, queryResults }: PanelProps<StatChartOptions, TimeSeriesData>) {
  const series = queryResults.flatMap((result) => result.data.series);
  if (!contentDimensions) return null;
  if (series.length === 0) return <NoData results={queryResults} />;
  return (
    <div className={styles.stats} style={contentDimensions}>
      {series.map((one) => {
        const stat = statOf(one, spec);
        const { figure, unit } = splitUnit(stat.text);
        return (
          <div key={one.name} className={styles.stat}>
            <p className={styles.value} title={stat.text}>
              {/* The colour is a mark beside the value: as text it would not be readable on every surface. */}
              {stat.colour !== undefined && <span className={styles.mark} style={{ background: stat.colour }} />}
              {figure}
              {unit !== undefined && <span className={styles.unit}>{unit}</span>}
            </p>
            {series.length > 1 && <p className={`cut ${styles.name ?? ''}`}>{stat.name}</p>}
            {spec.sparkline && <Spark stat={stat} colour={spec.sparkline.color ?? 'var(--series-1)'} />}
          </div>
        );
      })}
    </div>
  );
}
