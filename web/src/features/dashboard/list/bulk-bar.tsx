import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '@/api/client';
import { SAID_IN_PLACE } from '@/api/query-client';
import { useDisabledReason } from '@/api/session';
import { toFailure } from '@/lib/failure';
import { counted, plural } from '@/lib/numbers';
import { Button } from '@/kit/button/button';
import { ConfirmDialog } from '@/kit/overlay/confirm-dialog';
import type { CatalogEntry } from '../dashboard-api';
import { showOnList } from './list-notice';
import { entryTitle } from './row-menu';
import type { DashboardActions } from './use-dashboard-actions';
import styles from './catalog.module.css';

type BulkBarProps = {
  project: string;
  entries: readonly CatalogEntry[];
  actions: DashboardActions;
  onClear: () => void;
};

/** What can be done with several dashboards at once. It names exactly which. */
export function BulkBar({ project, entries, actions, onClear }: BulkBarProps) {
  const [isAsking, setIsAsking] = useState(false);
  const whyNotWrite = useDisabledReason('dashboard:write');
  const whyNotCheck = useDisabledReason('validation:start');
  const archive = useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: () => actions.archiveMany(entries.map((entry) => ({ name: entry.name, title: entryTitle(entry) }))),
    onSuccess: () => {
      setIsAsking(false);
      onClear();
    },
  });
  const check = useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: () =>
      read(
        api.POST('/api/v1/projects/{project}/validations', {
          params: { path: { project } },
          body: { environment: 'builtin', assets: entries.map((entry) => entry.name) },
        }),
      ),
    onSuccess: ({ id }) => {
      const checked = `${counted(entries.length, 'dashboard')} ${plural(entries.length, 'is', 'are')} being checked`;
      showOnList(project, { title: `${checked}. Runs shows how far it is.`, during: { id } });
      onClear();
    },
    onError: (error) => showOnList(project, { title: `The check did not start. ${toFailure(error).message}` }),
  });
  if (entries.length === 0) return null;
  return (
    <div className={styles.bulk} role="region" aria-label="Selection">
      <span role="status">{counted(entries.length, 'dashboard')} selected</span>
      <Button
        size="small"
        icon="play"
        disabledReason={whyNotCheck}
        isBusy={check.isLoading}
        onClick={() => check.mutate()}
      >
        Check {entries.length}
      </Button>
      <Button size="small" icon="trash" disabledReason={whyNotWrite} onClick={() => setIsAsking(true)}>
        Move {entries.length} to bin
      </Button>
      <Button size="small" variant="text" onClick={onClear}>
        Clear
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={`Move ${counted(entries.length, 'dashboard')} to the bin?`}
          action={`Move ${entries.length} to bin`}
          isBusy={archive.isLoading}
          error={archive.error ? toFailure(archive.error).message : undefined}
          onConfirm={() => archive.mutate()}
          onClose={() => setIsAsking(false)}
        >
          <ul>
            {entries.map((entry) => (
              <li key={entry.name}>{entryTitle(entry)}</li>
            ))}
          </ul>
          <p className="secondary">They lie in the bin for 30 days and can be restored.</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
