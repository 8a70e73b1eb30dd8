import { useTimeZone } from '@/kit/text/clock';
import { formatCount } from '@/lib/numbers';
import { formatClock } from '@/lib/time';
import { formatReading, type Line, type StartPanel } from './start-panels';
import { areaPath, largestLines, linePath, scaleOf } from './start-scale';
import styles from './start.module.css';

const SPARK = { width: 200, height: 40 };
const CHART = { width: 400, height: 120 };
/** Parts of the height at which the axis is written. */
const TICKS = [1, 0.5, 0] as const;
const MOST_LINES = 4;

type ChartProps = { panel: StartPanel; lines: readonly Line[] };

/** The newest value, and how it came to be. */
export function StartValue({ panel, lines }: ChartProps) {
  const [line] = lines;
  const last = line?.readings.at(-1);
  const scale = line && scaleOf([line]);
  return (
    <div className={styles.cell} data-start-panel={panel.key}>
      <h3 className={styles.cellTitle}>{panel.title}</h3>
      <p className={styles.value}>{last === undefined ? '–' : formatReading(last.value, panel.unit)}</p>
      <svg
        className={styles.spark}
        viewBox={`0 0 ${SPARK.width} ${SPARK.height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {line && scale && (
          <>
            <path className={styles.area} d={areaPath(line.readings, scale, SPARK)} />
            <path className={styles.line} data-series="1" d={linePath(line.readings, scale, SPARK)} />
          </>
        )}
      </svg>
    </div>
  );
}

/** Lines over time, from the first point that there is. */
export function StartLines({ panel, lines }: ChartProps) {
  const zone = useTimeZone();
  const { shown, rest } = largestLines(lines, MOST_LINES);
  const scale = scaleOf(shown);
  // A chart of seconds begins and ends in one minute: that is said once.
  const moments = scale ? [scale.from, (scale.from + scale.to) / 2, scale.to] : [];
  const times = [...new Set(moments.map((at) => formatClock(new Date(at), zone)))];
  return (
    <div className={styles.cell} data-start-panel={panel.key}>
      <div className={styles.cellHead}>
        <h3 className={styles.cellTitle}>{panel.title}</h3>
        <ul className={styles.legend}>
          {shown.map((line, index) => (
            // Lines of two queries may have one name: their place tells them apart.
            <li key={index} data-series={index + 1} className="cut">
              {line.name}
            </li>
          ))}
          {rest > 0 && <li className={styles.more}>and {formatCount(rest)} more</li>}
        </ul>
      </div>
      {scale === undefined ? (
        <p className={styles.waiting}>The first points come within seconds.</p>
      ) : (
        <figure className={styles.chart} aria-label={panel.title}>
          <div className={styles.ticks} aria-hidden="true">
            {TICKS.map((share) => (
              <span key={share}>{share === 0 ? '0' : formatReading(scale.most * share, panel.unit)}</span>
            ))}
          </div>
          <svg
            className={styles.plot}
            viewBox={`0 0 ${CHART.width} ${CHART.height}`}
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            {TICKS.map((share) => (
              <path key={share} className={styles.grid} d={`M0 ${CHART.height * (1 - share)}H${CHART.width}`} />
            ))}
            {shown.map((line, index) => (
              <path
                key={index}
                className={styles.line}
                data-series={index + 1}
                d={linePath(line.readings, scale, CHART)}
              />
            ))}
          </svg>
          <div className={styles.times} aria-hidden="true">
            {times.map((time) => (
              <span key={time}>{time}</span>
            ))}
          </div>
        </figure>
      )}
    </div>
  );
}
