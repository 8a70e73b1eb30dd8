import { Card } from '@/kit/page/card';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { RelativeTime } from '@/kit/text/relative-time';
import { Sentence } from '@/kit/text/sentence';
import { cx } from '@/lib/cx';
import { formatCount } from '@/lib/numbers';
import { plainSentence } from '@/lib/plain-sentence';
import { faceOf, type PanelResult } from './health';
import { panelsByTrouble } from './health-words';
import { panelTime, timeScale } from './report';
import styles from './report.module.css';

/** Every panel with what it answered and how long that took; what failed stands first. */
export function PanelsTable({ panels }: { panels: readonly PanelResult[] }) {
  const scale = timeScale(panels);
  return (
    <Card
      isFlush
      title="Panels"
      note={formatCount(panels.length)}
      aside={<span className={styles.aside}>failed first</span>}
    >
      {panels.length === 0 ? (
        <p className={styles.nothing}>The check did not get as far as the panels.</p>
      ) : (
        <table className={styles.panels}>
          <thead>
            <tr>
              <th scope="col">Panel</th>
              <th scope="col" className={styles.kind}>
                Kind
              </th>
              <th scope="col" className={styles.timeHead}>
                Time
              </th>
              <th scope="col">Result</th>
              <th scope="col" className={styles.good}>
                Last good
              </th>
            </tr>
          </thead>
          <tbody>
            {panelsByTrouble(panels).map((panel) => (
              <PanelRow key={panel.key} panel={panel} scale={scale} />
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

function PanelRow({ panel, scale }: { panel: PanelResult; scale: number }) {
  const face = faceOf(panel.status);
  return (
    <tr>
      <th scope="row" title={panel.title}>
        <span className={styles.panelName}>
          <StatusGlyph glyph={face.glyph} size="inline" label={face.label} />
          <span className="cut">{panel.title}</span>
        </span>
      </th>
      <td className={cx('cut', styles.kind)}>{kindWord(panel.kind)}</td>
      <td>
        <PanelTime panel={panel} scale={scale} />
      </td>
      <td className={cx('cut', styles.result)} data-state={panel.status} title={plainSentence(panel.result)}>
        <Sentence text={panel.result} />
      </td>
      <td className={styles.good}>{goodWord(panel)}</td>
    </tr>
  );
}

function PanelTime({ panel, scale }: { panel: PanelResult; scale: number }) {
  const share = Math.min(1, (panel.duration_ms ?? 0) / scale);
  return (
    <span className={styles.time}>
      <span className="num">{panelTime(panel.duration_ms)}</span>
      <span className={styles.track}>
        <span className={styles.fill} data-state={panel.status} style={{ width: `${share * 100}%` }} />
      </span>
    </span>
  );
}

/** 'TimeSeriesChart' reads as 'time series'. */
function kindWord(kind: string): string {
  return kind
    .replace(/Chart$/, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
}

function goodWord(panel: PanelResult): JSX.Element | string {
  if (panel.status === 'PASS') return 'now';
  return panel.last_good_at === undefined ? '–' : <RelativeTime at={panel.last_good_at} form="moment" />;
}
