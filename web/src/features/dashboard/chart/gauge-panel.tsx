import { useMemo } from 'react';
import type { TimeSeriesData } from '@perses-dev/core';
import type { GaugeChartOptions } from '@perses-dev/gauge-chart-plugin';
import type { PanelProps } from '@perses-dev/plugin-system';
import { useColourMode } from '@/kit/theme/appearance';
import { COLOURS } from '@/kit/theme/tokens';
import { thresholdPalette } from './chart-colours';
import { cells, fitted } from './fit';
import { arcPath, gaugeBoard, type Gauge, type GaugeBoard } from './gauge-model';
import { NoData } from './no-data';
import { NO_VALUE } from './value-format';
import styles from './gauge-panel.module.css';

const PADDING = 8;
const NAME = 18;
const ENDS = 16;
/** A smaller arc says nothing that a bar does not say better. */
const SMALLEST_RADIUS = 30;
const LARGEST_VALUE = 34;
/** How far an arc of 220° reaches below its centre, in parts of its radius. */
const BELOW = 0.342;

type Cell = { gauge: Gauge; board: GaugeBoard; width: number; height: number };

function valueClass(gauge: Gauge): string | undefined {
  return gauge.text === NO_VALUE ? styles.none : styles.value;
}

function Arc({ gauge, board, width, height, radius }: Cell & { radius: number }) {
  const stroke = Math.max(6, radius * 0.16);
  const rim = board.bands.length > 0 ? 3 : 0;
  const centre = { x: width / 2, y: (height - radius * (1 + BELOW)) / 2 + radius };
  const track = radius - stroke / 2 - (rim > 0 ? rim + 2 : 0);
  const value = fitted(gauge.text, track * 1.5, track * 0.75, LARGEST_VALUE);
  const ends = radius >= 54 ? centre.y + radius * BELOW + ENDS - 2 : undefined;
  const side = track * 0.94;
  return (
    <svg width={width} height={height + (ends === undefined ? 0 : ENDS)} aria-hidden="true">
      {board.bands.map((band) => (
        <path
          key={band.from}
          d={arcPath(centre, radius - rim / 2, band.from, band.to)}
          stroke={band.colour}
          strokeWidth={rim}
          fill="none"
        />
      ))}
      <path className={styles.track} d={arcPath(centre, track, 0, 1)} strokeWidth={stroke} fill="none" />
      {gauge.share !== undefined && gauge.share > 0 && (
        <path d={arcPath(centre, track, 0, gauge.share)} stroke={gauge.colour} strokeWidth={stroke} fill="none" />
      )}
      <text className={valueClass(gauge)} x={centre.x} y={centre.y} fontSize={value.size}>
        {value.text}
      </text>
      {ends !== undefined && (
        <g className={styles.ends}>
          <text x={centre.x - side} y={ends}>
            0
          </text>
          <text x={centre.x + side} y={ends}>
            {board.end}
          </text>
        </g>
      )}
    </svg>
  );
}

/** What stands where an arc has no room: the value above a bar. */
function Bar({ gauge, width, height }: Cell) {
  const value = fitted(gauge.text, width, height - 8, LARGEST_VALUE);
  return (
    <span className={styles.bar} style={{ width, height }}>
      <span className={valueClass(gauge)} style={{ fontSize: value.size }}>
        {value.text}
      </span>
      <span className={styles.rest}>
        {gauge.share !== undefined && (
          <span className={styles.part} style={{ width: `${gauge.share * 100}%`, background: gauge.colour }} />
        )}
      </span>
    </span>
  );
}

function GaugeCell({ gauge, board, width, height, hasName }: Cell & { hasName: boolean }) {
  const inner = { width: width - 2 * PADDING, height: height - (height > 60 ? 2 * PADDING : 4) };
  const showsName = hasName && inner.height >= NAME + 26;
  const room = inner.height - (showsName ? NAME : 0);
  const largest = (height_: number): number => Math.min(inner.width / 2, height_ / (1 + BELOW));
  const radius = largest(room) >= 54 + ENDS ? largest(room - ENDS) : largest(room);
  const isArc = radius >= SMALLEST_RADIUS;
  const drawn = { gauge, board, width: inner.width, height: isArc && radius >= 54 ? room - ENDS : room };
  return (
    <div
      className={styles.cell}
      style={{ width, height }}
      role="img"
      aria-label={hasName ? `${gauge.name}: ${gauge.text}` : gauge.text}
      title={`${gauge.name}: ${gauge.text}`}
    >
      {isArc ? <Arc {...drawn} radius={radius} /> : <Bar {...drawn} height={Math.min(room, 48)} />}
      {showsName && <span className={`cut ${styles.name ?? ''}`}>{gauge.name}</span>}
    </div>
  );
}

/** Draws a panel of kind GaugeChart. The document and its editor stay those of the plugin. */
export function GaugePanel({ spec, contentDimensions, queryResults }: PanelProps<GaugeChartOptions, TimeSeriesData>) {
  const mode = useColourMode();
  const board = useMemo(() => {
    const plain = COLOURS[mode].chart.series[0];
    return gaugeBoard(queryResults, spec, { plain, steps: thresholdPalette(mode) });
  }, [queryResults, spec, mode]);
  if (!contentDimensions) return null;
  if (board.gauges.length === 0) return <NoData results={queryResults} />;
  const layout = cells(board.gauges.length, contentDimensions, { width: 84, height: 48 }, 1.3);
  return (
    <div className={styles.gauges} style={contentDimensions}>
      {board.gauges.map((gauge) => (
        <GaugeCell
          key={gauge.id}
          gauge={gauge}
          board={board}
          width={layout.width}
          height={layout.height}
          hasName={spec.legend?.show !== false && gauge.name !== ''}
        />
      ))}
    </div>
  );
}
