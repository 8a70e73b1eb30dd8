import { Link } from 'react-router-dom';
import { useProject } from '@/api/session';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { Strip } from '@/kit/chart/strip';
import { useIsNarrow } from '@/kit/responsive/use-narrow';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { Person } from '@/kit/text/person';
import { RelativeTime } from '@/kit/text/relative-time';
import { Sentence } from '@/kit/text/sentence';
import { formatMoment, parseTime } from '@/lib/time';
import { cx } from '@/lib/cx';
import { formatCount } from '@/lib/numbers';
import { plainSentence } from '@/lib/plain-sentence';
import { faceOf, type HealthReport, type PanelResult, type ValidationRecord } from './health';
import { panelsByTrouble, troubleWords } from './health-words';
import { Evidence } from './evidence';
import { isTroubled, recordEvidence } from './panel-evidence';
import { historyLabels, historyMark, lastChecks } from './report';
import styles from './asset-sheet.module.css';

const SHEET_MARKS = 30;
/** So many marks fit across a phone. */
const NARROW_MARKS = 26;
const MOST_PANELS = 8;
const MOST_EVIDENCE = 3;

/** What was found, what was said, how it was before, and who looks after it. */
export function AssetFindings({ report }: { report: HealthReport }) {
  const { record, entry } = report;
  const troubled = record ? panelsByTrouble(record.panels).filter((panel) => panel.status !== 'PASS') : [];
  return (
    <>
      {troubled.length > 0 && record && (
        <section className={styles.part}>
          <h3 className={styles.partHead}>
            {troubleWords(troubled)}
            <span className={styles.when}>
              checked <RelativeTime at={record.finished_at} form="moment" />
            </span>
          </h3>
          <ul className={styles.panels}>
            {troubled.slice(0, MOST_PANELS).map((panel) => (
              <PanelRow key={panel.key} panel={panel} />
            ))}
          </ul>
          {troubled.length > MOST_PANELS && (
            <p className={styles.when}>{formatCount(troubled.length - MOST_PANELS)} more in the report</p>
          )}
        </section>
      )}
      {record && <SheetEvidence record={record} />}
      <SheetStrip report={report} />
      <SheetFacts entry={entry} />
    </>
  );
}

function SheetEvidence({ record }: { record: ValidationRecord }) {
  const troubled = recordEvidence(record).filter(isTroubled);
  if (troubled.length === 0) return null;
  return (
    <section className={styles.part}>
      <h3 className={styles.partHead}>Evidence</h3>
      <Evidence evidence={troubled.slice(0, MOST_EVIDENCE)} entry={record} />
      {troubled.length > MOST_EVIDENCE && (
        <p className={styles.when}>{formatCount(troubled.length - MOST_EVIDENCE)} more in the report</p>
      )}
    </section>
  );
}

function PanelRow({ panel }: { panel: PanelResult }) {
  const face = faceOf(panel.status);
  return (
    <li className={styles.panel}>
      <StatusGlyph glyph={face.glyph} size="inline" label={face.label} />
      <span className={cx('strong', styles.panelTitle)} title={panel.title}>
        {panel.title}
      </span>
      <span className={cx('cut', styles.result)} title={plainSentence(panel.result)}>
        <Sentence text={panel.result} />
      </span>
    </li>
  );
}

function SheetStrip({ report }: { report: HealthReport }) {
  const now = useNow();
  const zone = useTimeZone();
  const slots = useIsNarrow() ? NARROW_MARKS : SHEET_MARKS;
  const history = report.history.slice(-slots);
  const [first] = historyLabels(history, 2, now, zone);
  return (
    <section className={styles.part}>
      <h3 className={styles.partHead}>{lastChecks(history.length)}</h3>
      <Strip marks={history.map((record) => historyMark(record, now, zone))} size="sheet" slots={slots} />
      <div className={styles.axis}>
        <span>{first?.text}</span>
        {report.last_good_at !== undefined && report.entry.status !== 'PASS' && (
          <span>last good {formatMoment(parseTime(report.last_good_at), now, zone)}</span>
        )}
        <span>{history.length === 0 ? '' : 'now'}</span>
      </div>
    </section>
  );
}

function SheetFacts({ entry }: { entry: HealthReport['entry'] }) {
  const project = useProject();
  return (
    <dl className={styles.facts}>
      <dt>Owner</dt>
      <dd>{entry.owner === undefined ? 'nobody' : <Person name={entry.owner} />}</dd>
      <dt>Policy</dt>
      <dd>
        {entry.policy_id === undefined ? (
          (entry.policy ?? 'none')
        ) : (
          <Link to={`/p/${project.name}/health/policies/${entry.policy_id}`}>{entry.policy ?? 'Policy'}</Link>
        )}
      </dd>
      <dt>Next check</dt>
      <dd>
        {entry.next_check_at === undefined ? (
          'none is planned'
        ) : (
          <RelativeTime at={entry.next_check_at} form="moment" />
        )}
      </dd>
    </dl>
  );
}
