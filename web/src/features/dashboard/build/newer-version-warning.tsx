import { Note } from '@/kit/page/note';
import type { VersionEntry } from '../dashboard-api';

/** Somebody saved while one is editing: better known before saving than after. */
export function NewerVersionWarning({ newer }: { newer: VersionEntry }) {
  return (
    <Note tone="warning" title={`${newer.saved_by} saved version ${newer.version} while you are editing`}>
      {newer.summary}. When you save, you see both and choose.
    </Note>
  );
}
