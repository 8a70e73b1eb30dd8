import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { counted } from '@/lib/numbers';
import { toFailure } from '@/lib/failure';
import { dashboardsKey, importDashboard } from '../dashboard-api';
import { checkDashboards } from './import-api';
import {
  importFaults,
  importRequest,
  itemsOf,
  plannedNames,
  unreadable,
  waiting,
  type Conflict,
  type ImportFile,
  type ImportItem,
} from './import-model';

export type ImportPlan = {
  conflict: Conflict;
  mapping: Readonly<Record<string, string>>;
  tags: readonly string[];
  checks: boolean;
};

export type ImportWork = {
  items: readonly ImportItem[];
  /** What is going on, and how far it is. */
  progress: { verb: 'read' | 'saved'; done: number; of: number } | undefined;
  seconds: number;
  look: (files: readonly ImportFile[]) => Promise<void>;
  rename: (key: string, name: string) => void;
  clear: () => void;
  /** Saves one after the other; one that fails stops no other. Gives the names of what was saved, and the run of the check or why there is none. */
  save: (
    plan: ImportPlan,
  ) => Promise<{ saved: string[]; left: number; run: string | undefined; trouble: string | undefined }>;
};

/** The work of an import: files are tried, nothing is saved; then they are saved, each for itself. */
export function useImport(project: string): ImportWork {
  const client = useQueryClient();
  const [items, setItems] = useState<readonly ImportItem[]>([]);
  const [progress, setProgress] = useState<ImportWork['progress']>();
  const [seconds, setSeconds] = useState(0);
  const turn = useRef(0);

  const put = (key: string, change: Partial<ImportItem>): void =>
    setItems((now) => now.map((item) => (item.key === key ? { ...item, ...change } : item)));

  const look = async (files: readonly ImportFile[]): Promise<void> => {
    const mine = (turn.current += 1);
    const start = performance.now();
    setItems([]);
    for (const [index, file] of files.entries()) {
      setProgress({ verb: 'read', done: index, of: files.length });
      let found: ImportItem[];
      try {
        const { documents } = await importDashboard(project, {
          source: file.text,
          format: 'auto',
          overwrite: false,
          dry_run: true,
        });
        found = itemsOf(file, documents);
      } catch (error) {
        found = [unreadable(file, error)];
      }
      if (turn.current !== mine) return; // other files were chosen in between
      setItems((now) => [...now, ...found]);
    }
    setSeconds((performance.now() - start) / 1000);
    setProgress(undefined);
  };

  const save = async (plan: ImportPlan): ReturnType<ImportWork['save']> => {
    const todo = waiting(items, plan.conflict);
    const names = plannedNames(items, plan.conflict);
    const saved: string[] = [];
    for (const [index, item] of todo.entries()) {
      setProgress({ verb: 'saved', done: index, of: todo.length });
      put(item.key, { state: 'saving', faults: [] });
      const name = names.get(item.key) ?? item.name;
      try {
        const result = await importDashboard(project, importRequest(item, name, plan));
        saved.push(result.name);
        put(item.key, { state: 'saved', name: result.name });
      } catch (error) {
        put(item.key, { state: 'failed', faults: importFaults(error) });
      }
    }
    setProgress(undefined);
    void client.invalidateQueries(dashboardsKey(project));
    let run: string | undefined;
    let trouble: string | undefined;
    if (plan.checks && saved.length > 0) {
      try {
        run = await checkDashboards(project, saved);
      } catch (error) {
        trouble = `The check of ${counted(saved.length, 'dashboard')} did not start. ${toFailure(error).message}`;
      }
    }
    return { saved, left: todo.length - saved.length, run, trouble };
  };

  return {
    items,
    progress,
    seconds,
    look,
    save,
    rename: (key, name) => put(key, { name }),
    clear: () => {
      turn.current += 1;
      setItems([]);
      setProgress(undefined);
    },
  };
}
