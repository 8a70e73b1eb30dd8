import { Link } from 'react-router-dom';
import { useCan, useProject } from '@/api/session';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { Sentence } from '@/kit/text/sentence';
import { dashboardPath, editPanelPath, faceOf, type HealthEntry } from './health';
import { answerWords, askedWords, type PanelEvidence, type PanelQuery } from './panel-evidence';
import styles from './evidence.module.css';

type EvidenceProps = { evidence: readonly PanelEvidence[]; entry: Pick<HealthEntry, 'environment' | 'asset'> };

/** What was asked, of whom, and what came back; with the way to the panel for who may change it. */
export function Evidence({ evidence, entry }: EvidenceProps) {
  const project = useProject();
  const mayWrite = useCan('dashboard:write');
  const canEdit = mayWrite && dashboardPath(project.name, entry) !== undefined;
  return (
    <ul className={styles.list} aria-label="What was asked and what came back">
      {evidence.map((panel) => (
        <li key={panel.key} className={styles.panel}>
          <div className={styles.head}>
            <StatusGlyph glyph={faceOf(panel.status).glyph} size="inline" label={faceOf(panel.status).label} />
            <span className={styles.title}>{panel.title}</span>
            {canEdit && panel.key !== '' && (
              <Link className={styles.edit} to={editPanelPath(project.name, entry, panel.key)}>
                Edit this panel
              </Link>
            )}
          </div>
          {panel.messages.map((message) => (
            <p key={message} className={styles.message}>
              <Sentence text={message} />
            </p>
          ))}
          {panel.queries.map((query, index) => (
            // The queries of one panel never move: their place is their name.
            <QueryEvidence key={index} query={query} />
          ))}
        </li>
      ))}
    </ul>
  );
}

function QueryEvidence({ query }: { query: PanelQuery }) {
  const now = useNow();
  const zone = useTimeZone();
  return (
    <div className={styles.query}>
      <pre className={styles.expression} tabIndex={0} aria-label="Query">
        {query.expression}
      </pre>
      <p className={styles.answer}>
        <span className={styles.datasource}>{query.datasource}</span>
        <span data-failed={query.failure !== undefined || undefined}>{answerWords(query, now, zone)}</span>
        <span className="num tertiary">{askedWords(query)}</span>
      </p>
    </div>
  );
}
