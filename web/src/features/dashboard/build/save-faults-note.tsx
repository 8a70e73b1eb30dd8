import { toFailure } from '@/lib/failure';
import { Note } from '@/kit/page/note';
import type { DashboardDocument } from '../document/dashboard-document';
import { saveFaults } from './save-faults';
import styles from './builder.module.css';

/** Why the server refused, fault by fault. */
export function SaveFaults({ error, document }: { error: unknown; document: DashboardDocument }) {
  if (!error) return null;
  const faults = saveFaults(error, document);
  return (
    <Note tone="failed" title={faults.length === 0 ? toFailure(error).message : 'The dashboard is not saved'}>
      {faults.length > 0 && (
        <ul className={styles.faults}>
          {faults.map((fault) => (
            <li key={`${fault.path} ${fault.message}`}>
              <strong title={fault.path}>{fault.place}</strong>: {fault.message}
            </li>
          ))}
        </ul>
      )}
    </Note>
  );
}
