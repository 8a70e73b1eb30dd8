import { isApiError } from '@/api/api-error';
import type { ImportRequest, ImportResult } from '../dashboard-api';

/** What to do when a dashboard of this name is there already. */
export type Conflict = 'rename' | 'overwrite';

export type ImportForm = { source: string; fileName: string; name: string; conflict: Conflict };

export const EMPTY_IMPORT: ImportForm = { source: '', fileName: '', name: '', conflict: 'rename' };

export const MAX_BYTES = 4 * 1024 * 1024;

export function importRequest(form: ImportForm, isDryRun: boolean): ImportRequest {
  return {
    source: form.source,
    format: 'auto',
    ...(form.name !== '' && { name: form.name }),
    overwrite: form.conflict === 'overwrite',
    dry_run: isDryRun,
  };
}

/** The sentence above the warnings: what an import would do. */
export function importWords({ format, display_name: title, panels, exists }: ImportResult, conflict: Conflict): string {
  const kind = format === 'grafana' ? 'A Grafana dashboard' : 'A Perses dashboard';
  const what = `${kind}, ‘${title}’, with ${panels === 1 ? '1 panel' : `${panels} panels`}.`;
  if (!exists) return what;
  return conflict === 'overwrite' ? `${what} It becomes the next version of the one that is there.` : what;
}

/** Why the text can't be imported, one line for each fault. A fault of the whole text is the body's. */
export function importFaults(error: unknown): string[] {
  if (isApiError(error)) {
    if (error.errors.length === 0) return [error.message];
    return error.errors.map(({ field, message }) =>
      field === '' || field === 'body' ? message : `${field}: ${message}`,
    );
  }
  return [error instanceof Error ? error.message : String(error)];
}
