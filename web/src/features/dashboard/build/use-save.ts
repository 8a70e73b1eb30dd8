import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { SAID_IN_PLACE } from '@/api/query-client';
import { useUnsavedWork } from '@/lib/unsaved-work';
import { createDashboard, rememberSaved, saveDashboard, type Versioned } from '../dashboard-api';
import { titleOf, type DashboardDocument } from '../document/dashboard-document';
import { download } from '../document/download';
import { copyTitle } from '../document/slug';
import { conflictOf, overwriteMessage, type Conflict, type Resolution } from './conflict';
import type { Start } from './use-builder';

export type Saving = {
  isBusy: boolean;
  error: unknown;
  conflict: Conflict | undefined;
  /** Why it is saved, as typed so far: it outlives the dialogs, whichever way one goes. */
  reason: string;
  setReason: (reason: string) => void;
  save: (document: DashboardDocument) => void;
  create: (document: DashboardDocument, title: string, name: string, restore: boolean) => void;
  resolve: (document: DashboardDocument, resolution: Resolution, copyName: string) => void;
  reset: () => void;
};

function renamed(document: DashboardDocument, name: string, title: string): DashboardDocument {
  return {
    ...document,
    metadata: { ...document.metadata, name, version: 0 },
    spec: { ...document.spec, display: { ...document.spec.display, name: title } },
  };
}

/** Saving, with what can come in between. `onSaved` is called when work is safe, whichever way it went. */
export function useSave(project: string, start: Start, onSaved: (name: string) => void): Saving {
  const client = useQueryClient();
  const [conflict, setConflict] = useState<Conflict>();
  const [reason, setReason] = useState('');
  const message = reason.trim();
  useUnsavedWork(message !== '', { lost: 'Why you save it is in no draft: it is lost.' });
  const mutation = useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: (run: () => Promise<Versioned>) => run(),
    onSuccess: (saved) => {
      rememberSaved(client, project, saved);
      setConflict(undefined);
      onSaved(saved.document.metadata.name);
    },
    onError: (error) => setConflict((known) => conflictOf(error) ?? known),
  });
  const { name } = start.document.metadata;

  const resolve = (document: DashboardDocument, resolution: Resolution, copy: string): void => {
    if (!conflict) return;
    switch (resolution) {
      case 'overwrite': {
        const why = overwriteMessage(message, conflict);
        mutation.mutate(() => saveDashboard({ project, name, document, etag: conflict.etag, message: why }));
        break;
      }
      case 'copy': {
        const mine = renamed(document, copy, copyTitle(titleOf(document)));
        mutation.mutate(() => createDashboard(project, mine, { message }));
        break;
      }
      case 'theirs':
        download(`${name}-mine.json`, `${JSON.stringify(document, null, 2)}\n`, 'application/json');
        mutation.mutate(() => Promise.resolve({ document: conflict.theirs, etag: conflict.etag }));
        break;
    }
  };

  return {
    isBusy: mutation.isLoading,
    error: conflictOf(mutation.error) ? undefined : mutation.error,
    conflict,
    reason,
    setReason,
    save: (document) => mutation.mutate(() => saveDashboard({ project, name, document, etag: start.etag, message })),
    create: (document, title, newName, restore) =>
      mutation.mutate(() => createDashboard(project, renamed(document, newName, title), { restore })),
    resolve,
    reset: () => {
      mutation.reset();
      setConflict(undefined);
    },
  };
}
