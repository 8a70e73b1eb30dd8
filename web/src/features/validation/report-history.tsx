import { useRef, useState, type KeyboardEvent } from 'react';
import { Card } from '@/kit/page/card';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { useIsNarrow } from '@/kit/responsive/use-narrow';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { formatCount } from '@/lib/numbers';
import { countOf, faceOf, type HealthReport, type HealthStatus } from './health';
import { healthyShare, historyLabels, historyMark, labelCount, lastChecks } from './report';
import styles from './report-history.module.css';

type ReportHistoryProps = { report: HealthReport; chosen: string | undefined; onChoose: (id: string) => void };

/** So many marks have room; fewer stand at the right, where the newest belongs. */
const SLOTS = 90;
/** Per cent of the width: the labels need some. */
const LEAST_WIDTH = 24;
const COUNT_ORDER: readonly HealthStatus[] = ['PASS', 'WARN', 'FAIL', 'UNKNOWN'];

/** The last checks as marks; each opens its record. Arrows move from mark to mark. */
export function ReportHistory({ report, chosen, onChoose }: ReportHistoryProps) {
  const now = useNow();
  const zone = useTimeZone();
  const isNarrow = useIsNarrow();
  const { history } = report;
  const labels = historyLabels(history, labelCount(history.length, isNarrow), now, zone);
  const share = healthyShare(report.history_counts);
  return (
    <Card
      title={lastChecks(history.length)}
      aside={
        <span className={styles.counts}>
          {COUNT_ORDER.filter((status) => countOf(report.history_counts, status) > 0).map((status) => (
            <span key={status}>
              <StatusGlyph glyph={faceOf(status).glyph} size="inline" label={faceOf(status).label} />
              <span className="num">{formatCount(countOf(report.history_counts, status))}</span>
            </span>
          ))}
          {!isNarrow && share !== undefined && <span className="num">{share}</span>}
        </span>
      }
    >
      <div className={styles.strip} style={{ width: `${Math.max(LEAST_WIDTH, (history.length / SLOTS) * 100)}%` }}>
        <Marks
          history={history}
          chosen={chosen}
          onChoose={onChoose}
          labelOf={(record) => historyMark(record, now, zone).label ?? ''}
        />
        <div className={styles.axis} aria-hidden="true">
          {labels.map((label) => (
            <span key={label.share} className="num">
              {label.text}
            </span>
          ))}
        </div>
      </div>
    </Card>
  );
}

type MarksProps = {
  history: HealthReport['history'];
  chosen: string | undefined;
  onChoose: (id: string) => void;
  labelOf: (record: HealthReport['history'][number]) => string;
};

function Marks({ history, chosen, onChoose, labelOf }: MarksProps) {
  const buttons = useRef<(HTMLButtonElement | null)[]>([]);
  const [at, setAt] = useState(history.length - 1);
  const current = Math.min(at, history.length - 1);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = Math.min(history.length - 1, Math.max(0, current + step));
    setAt(next);
    buttons.current[next]?.focus();
  };
  return (
    <div className={styles.marks} role="group" aria-label="Checks, oldest first">
      {history.map((record, index) => (
        <button
          key={record.id}
          ref={(element) => {
            buttons.current[index] = element;
          }}
          type="button"
          className={styles.mark}
          data-state={record.status}
          aria-label={labelOf(record)}
          title={labelOf(record)}
          aria-pressed={record.id === chosen}
          tabIndex={index === current ? 0 : -1}
          onKeyDown={onKeyDown}
          onFocus={() => setAt(index)}
          onClick={() => onChoose(record.id)}
        />
      ))}
    </div>
  );
}
