import { useState } from 'react';
import { SegmentedControl } from '@/kit/field/choice';
import { Icon } from '@/kit/icon/icon';
import { StatusGlyph } from '@/kit/status/status-glyph';
import type { GlyphName } from '@/kit/status/status-table';
import { counted, formatCount, orDash } from '@/lib/numbers';
import { ImportDashboards, type ImportDashboardsProps } from './import-dashboards';
import { reasonsOf, type Reason } from './import-model';
import styles from './import-dialog.module.css';

const GLYPHS: Record<Reason['outcome'], GlyphName> = { note: 'skipped', changed: 'warning', looks: 'muted' };
const WORDS: Record<Reason['outcome'], string> = { note: 'kept as a note', changed: 'changed', looks: 'looks only' };
const MOST_PLACES = 50;

function Becomes({ becomes }: { becomes: readonly string[] }) {
  const [first = '', ...rest] = becomes;
  return (
    <span className={styles.becomes}>
      {first}
      {rest.length > 0 && `, and ${counted(rest.length, 'other')}`}
    </span>
  );
}

function ReasonRow({ reason }: { reason: Reason }) {
  const more = reason.places.length - MOST_PLACES;
  return (
    <li>
      <details className={styles.details}>
        <summary className={styles.reasonRow}>
          <StatusGlyph glyph={GLYPHS[reason.outcome]} label={WORDS[reason.outcome]} />
          <span className="strong">{reason.reason}</span>
          <Becomes becomes={reason.becomes} />
          <span className={styles.number}>{reason.panels === 0 ? orDash(undefined) : formatCount(reason.panels)}</span>
          <span className={styles.number}>{formatCount(reason.dashboards)}</span>
          <span className={styles.turn}>
            <Icon name="chevronDown" size="small" />
          </span>
        </summary>
        <ul className={styles.places}>
          {reason.places.slice(0, MOST_PLACES).map((place) => (
            <li key={place.key}>
              <span className="strong">{place.title === '' ? place.dashboard : place.title}</span>
              {place.title !== '' && <span className={styles.quiet}> in {place.dashboard}</span>}: {place.becomes}{' '}
              <code className={styles.quiet}>{place.field}</code>
            </li>
          ))}
          {more > 0 && <li className={styles.quiet}>and {formatCount(more)} more: see the report as CSV</li>}
        </ul>
      </details>
    </li>
  );
}

function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  if (reasons.length === 0) return <p className={styles.nothing}>Nothing is changed or left out.</p>;
  return (
    <>
      <div className={styles.reasonHead} aria-hidden="true">
        <span />
        <span>Reason</span>
        <span>What you get</span>
        <span className={styles.number}>Panels</span>
        <span className={styles.number}>Dashboards</span>
        <span />
      </div>
      <ul className={styles.rows}>
        {reasons.map((reason) => (
          <ReasonRow key={`${reason.outcome} ${reason.reason}`} reason={reason} />
        ))}
      </ul>
    </>
  );
}

/** What changes: by reason first, by dashboard second. Matters of looks stand folded below. */
export function ImportReport(props: ImportDashboardsProps) {
  const [view, setView] = useState<'reason' | 'dashboard'>('reason');
  const reasons = reasonsOf(props.items);
  const looks = reasons.filter(({ outcome }) => outcome === 'looks');
  const seen = reasons.filter(({ outcome }) => outcome !== 'looks');
  const isSingle = props.items.length === 1;
  return (
    <section className={styles.card} aria-label="What changes">
      <header className={styles.cardHead}>
        <h3 className={styles.cardTitle}>What changes</h3>
        {!isSingle && (
          <SegmentedControl
            label="Order of the report"
            hidesLabel
            options={[
              { value: 'reason', label: 'By reason' },
              { value: 'dashboard', label: 'By dashboard' },
            ]}
            value={view}
            onChange={setView}
          />
        )}
      </header>
      {view === 'dashboard' && !isSingle ? (
        <ImportDashboards {...props} />
      ) : (
        <>
          <Reasons reasons={seen} />
          {looks.length > 0 && (
            <details className={styles.details}>
              <summary className={styles.looks}>
                Looks only:{' '}
                {counted(
                  looks.reduce((sum, { places }) => sum + places.length, 0),
                  'setting',
                )}{' '}
                of {counted(looks.length, 'kind')}
                <span className={styles.turn}>
                  <Icon name="chevronDown" size="small" />
                </span>
              </summary>
              <Reasons reasons={looks} />
            </details>
          )}
        </>
      )}
    </section>
  );
}
