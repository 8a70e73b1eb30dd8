import { useMemo, useState } from 'react';
import type { TimeSeriesData } from '@perses-dev/core';
import { useTimeRange, type PanelProps } from '@perses-dev/plugin-system';
import { cx } from '@/lib/cx';
import { useColourMode } from '@/kit/theme/appearance';
import { COLOURS } from '@/kit/theme/tokens';
import { useTimeZone } from '@/kit/text/clock';
import { thresholdPalette } from './chart-colours';
import { ChartLegend } from './chart-legend';
import { fitsBeside, isShown, LEGEND_VALUES, type LegendValue, type Selection } from './legend-model';
import { NoData, NoNumbers } from './no-data';
import { Plot } from './plot';
import { chartSeries, insteadOfNumbers } from './series-model';
import { thresholdLines } from './threshold-model';
import { valueFormat, type TimeSeriesSpec } from './time-series-spec';
import { useElementSize } from './use-element-size';
import { useColourBook } from './use-colours';
import styles from './time-series-panel.module.css';

function legendValues(spec: TimeSeriesSpec): LegendValue[] {
  return LEGEND_VALUES.filter((value) => spec.legend?.values?.includes(value));
}

/** Draws a panel of kind TimeSeriesChart. The document and its editor stay those of the plugin. */
export function TimeSeriesPanel({
  spec,
  contentDimensions,
  queryResults,
  definition,
}: PanelProps<TimeSeriesSpec, TimeSeriesData>) {
  const mode = useColourMode();
  const { absoluteTimeRange, setTimeRange } = useTimeRange();
  const zone = useTimeZone();
  const [selection, setSelection] = useState<Selection>('all');
  const [lit, setLit] = useState<string>();
  const [room, setRoom] = useState<HTMLElement | null>(null);
  const size = useElementSize(room);
  const palette = COLOURS[mode].chart;
  const book = useColourBook();

  const series = useMemo(
    () => chartSeries(queryResults, spec, palette.series, book),
    [queryResults, spec, palette, book],
  );
  const shown = useMemo(() => series.filter((one) => isShown(selection, one.id)), [series, selection]);
  const instead = useMemo(() => insteadOfNumbers(queryResults), [queryResults]);
  const thresholds = useMemo(
    () =>
      thresholdLines(spec.thresholds, shown, { min: spec.yAxis?.min, max: spec.yAxis?.max }, thresholdPalette(mode)),
    [spec.thresholds, spec.yAxis?.min, spec.yAxis?.max, shown, mode],
  );

  if (!contentDimensions) return null;
  if (series.length === 0) return <NoData results={queryResults} />;
  if (instead !== undefined) return <NoNumbers instead={instead} />;

  const values = legendValues(spec);
  const isBeside = spec.legend?.position === 'right' && fitsBeside(contentDimensions.width, values.length);
  const title = definition?.spec.display.name ?? 'Chart';
  return (
    <div className={cx(styles.panel, isBeside && styles.beside)} style={contentDimensions}>
      <div ref={setRoom} className={styles.room}>
        {size && (
          <Plot
            label={`${title}: ${shown.map((one) => one.name).join(', ')}`}
            series={shown}
            spec={spec}
            thresholds={thresholds}
            lit={lit}
            start={absoluteTimeRange.start.getTime()}
            end={absoluteTimeRange.end.getTime()}
            width={size.width}
            height={size.height}
            zone={zone}
            onRange={(start, end) => setTimeRange({ start: new Date(start), end: new Date(end) })}
          />
        )}
      </div>
      {spec.legend && (
        <div className={styles.legend} data-size={spec.legend.size} data-values={values.length > 0 || undefined}>
          <ChartLegend
            series={series}
            selection={selection}
            onSelect={setSelection}
            mode={spec.legend.mode ?? 'list'}
            isBeside={isBeside}
            values={values}
            size={spec.legend.size ?? 'small'}
            onPoint={setLit}
            format={valueFormat(spec)}
          />
        </div>
      )}
    </div>
  );
}
