import { CopyButton } from '@/kit/button/copy-button';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { useCanEdit } from '../chart/can-edit';
import { explainQueryError } from '../query/query-failure';
import styles from './panel-body.module.css';

/** Why a panel shows nothing, and what to do. */
export function PanelFailure({ error }: { error: unknown }) {
  const failure = explainQueryError(error, useCanEdit());
  return (
    <div className={styles.failure} role="alert" data-state="error">
      <StatusGlyph glyph="failed" />
      <p className={styles.title}>{failure.title}</p>
      <p className={styles.text}>{failure.advice}</p>
      {failure.detail !== undefined && <p className={styles.detail}>{failure.detail}</p>}
      {failure.requestId !== undefined && (
        <p className={styles.text}>
          req {failure.requestId.slice(0, 8)} <CopyButton text={failure.requestId} label="Copy request id" />
        </p>
      )}
    </div>
  );
}

type PanelFaultProps = { error: Error; title?: string; state?: 'fault' | 'unknown' };

/** A panel whose drawing failed, or of a kind that is not known: the fault is of this page, not of the source. */
export function PanelFault({ error, title = 'This panel could not be drawn', state = 'fault' }: PanelFaultProps) {
  const canEdit = useCanEdit();
  return (
    <div className={styles.failure} role="alert" data-state={state}>
      <StatusGlyph glyph="failed" />
      <p className={styles.title}>{title}</p>
      <p className={styles.text}>
        The rest of the dashboard works.{canEdit && ' Edit the panel, or look at its JSON.'}
      </p>
      <p className={styles.detail}>{error.message}</p>
    </div>
  );
}
