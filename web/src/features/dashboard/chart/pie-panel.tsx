import { useMemo, useState } from 'react';
import type { TimeSeriesData } from '@perses-dev/core';
import type { PieChartOptions } from '@perses-dev/pie-chart-plugin';
import type { PanelProps } from '@perses-dev/plugin-system';
import { cx } from '@/lib/cx';
import { useColourMode } from '@/kit/theme/appearance';
import { COLOURS } from '@/kit/theme/tokens';
import { NoData } from './no-data';
import { pieSlices, slicePath, type Slice } from './pie-model';
import { DEFAULT_FORMAT } from './time-series-spec';
import { chartValue, NO_VALUE } from './value-format';
import { useColourBook } from './use-colours';
import styles from './pie-panel.module.css';

const PADDING = 10;
const LARGEST = 260;

/** A share in percent; of one that nobody sees it is enough to know that it is there. */
function percent(share: number): string {
  if (share > 0 && share < 0.0001) return '< 0.01 %';
  return chartValue(share, { unit: 'percent-decimal' });
}

function words({ value, share }: Slice, spec: PieChartOptions): string {
  if (value === undefined) return NO_VALUE;
  const whole = chartValue(value, spec.format ?? DEFAULT_FORMAT);
  if (share === undefined) return whole;
  return spec.mode === 'percentage' ? percent(share) : `${whole} · ${percent(share)}`;
}

/** Draws a panel of kind PieChart: the slices, and beside them what they are. */
export function PiePanel({ spec, contentDimensions, queryResults }: PanelProps<PieChartOptions, TimeSeriesData>) {
  const { series: palette } = COLOURS[useColourMode()].chart;
  const book = useColourBook();
  const [lit, setLit] = useState<string>();
  const slices = useMemo(() => pieSlices(queryResults, spec, book, palette), [queryResults, spec, book, palette]);
  if (!contentDimensions) return null;
  if (slices.length === 0) return <NoData results={queryResults} />;
  const { width, height } = contentDimensions;
  const isBeside = width > height * 1.2;
  const room = isBeside ? Math.min(height, width * 0.5) : Math.min(width, height * 0.6);
  const size = Math.max(0, Math.min(LARGEST, room - 2 * PADDING));
  const hasParts = slices.some(({ share }) => share !== undefined && share > 0);
  const point = (id: string | undefined) => ({
    onPointerEnter: () => setLit(id),
    onPointerLeave: () => setLit(undefined),
  });
  return (
    <div className={cx(styles.panel, isBeside && styles.beside)} style={{ width, height }}>
      {hasParts ? (
        <svg width={size} height={size} className={styles.pie} aria-hidden="true">
          {slices.map(
            (slice) =>
              slice.share !== undefined &&
              slice.share > 0 && (
                <path
                  key={slice.id}
                  className={cx(styles.slice, lit !== undefined && lit !== slice.id && styles.dim)}
                  d={slicePath(size / 2, size / 2 - 1, slice.from, slice.share)}
                  fill={slice.colour}
                  {...point(slice.id)}
                />
              ),
          )}
        </svg>
      ) : (
        <p className={styles.nothing}>No value above 0 to draw</p>
      )}
      <ul className={styles.legend} aria-label="Slices">
        {slices.map((slice) => (
          <li key={slice.id} className={cx(styles.entry, lit === slice.id && styles.lit)} {...point(slice.id)}>
            <span className={styles.swatch} style={{ background: slice.colour }} />
            <span className={cx('cut', styles.name)} title={slice.name}>
              {slice.name}
            </span>
            <span className={styles.value}>{words(slice, spec)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
