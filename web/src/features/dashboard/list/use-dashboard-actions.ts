import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router-dom';
import { isApiError } from '@/api/api-error';
import { toFailure } from '@/lib/failure';
import { counted } from '@/lib/numbers';
import type { Notice } from '@/kit/notice/notices';
import {
  archiveDashboard,
  createDashboard,
  dashboardsKey,
  fetchDashboard,
  rememberSaved,
  restoreDashboard,
  type Versioned,
} from '../dashboard-api';
import { dashboardPaths } from '../dashboard-paths';
import { titleOf, type DashboardDocument } from '../document/dashboard-document';
import { copyName, copyTitle } from '../document/slug';
import { showOnList } from './list-notice';

const COPIES_TRIED = 8;

/** A copy under the next free name. */
async function createCopy(project: string, document: DashboardDocument): Promise<Versioned> {
  let { name } = document.metadata;
  for (let attempt = 0; ; attempt += 1) {
    name = copyName(name);
    const copy: DashboardDocument = {
      ...document,
      metadata: { ...document.metadata, name, version: 0 },
      spec: { ...document.spec, display: { ...document.spec.display, name: copyTitle(titleOf(document)) } },
    };
    try {
      return await createDashboard(project, copy, { message: `Copy of ${document.metadata.name}` });
    } catch (error) {
      if (!isApiError(error) || error.status !== 409 || attempt >= COPIES_TRIED) throw error;
    }
  }
}

type Named = { name: string; title: string };

export type DashboardActions = {
  /** Copies a dashboard and opens the copy in the builder. */
  duplicate: (name: string) => void;
  /** Puts a dashboard into the bin; the list offers the way back. */
  archive: (name: string, title: string, onDone?: () => void) => void;
  archiveMany: (entries: readonly Named[]) => Promise<void>;
};

function failed(project: string, what: string): (error: unknown) => void {
  return (error) => showOnList(project, { title: `${what}. ${toFailure(error).message}` });
}

export function useDashboardActions(project: string): DashboardActions {
  const client = useQueryClient();
  const navigate = useNavigate();
  const reread = (): Promise<void> => client.invalidateQueries(dashboardsKey(project));

  const duplicate = async (name: string): Promise<void> => {
    const { document } = await fetchDashboard(project, name);
    const copy = await createCopy(project, document);
    rememberSaved(client, project, copy);
    navigate(dashboardPaths.edit(project, copy.document.metadata.name));
  };

  const archiveMany = async (entries: readonly Named[]): Promise<void> => {
    const done: Named[] = [];
    try {
      for (const entry of entries) {
        await archiveDashboard(project, entry.name);
        done.push(entry);
      }
    } finally {
      // What is in the bin is said with its way back, also when the next one could not follow.
      if (done.length > 0) showOnList(project, inTheBin(done));
      await reread();
    }
  };
  const inTheBin = (entries: readonly Named[]): Notice => ({
    title: `${entries.length === 1 && entries[0] ? `${entries[0].title} is` : `${counted(entries.length, 'dashboard')} are`} in the bin`,
    undo: {
      label: 'Undo',
      run: async () => {
        for (const entry of entries) await restoreDashboard(project, entry.name);
        await reread();
      },
    },
  });

  return {
    duplicate: (name) => void duplicate(name).catch(failed(project, `${name} could not be copied`)),
    archive: (name, title, onDone) =>
      void archiveMany([{ name, title }]).then(onDone, failed(project, `${title} could not be moved to the bin`)),
    archiveMany,
  };
}
