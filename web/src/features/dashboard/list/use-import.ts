import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { useIsGone } from '@/lib/use-is-gone';
import { holdThePage } from '@/lib/unsaved-work';
import { dashboardsKey, importDashboard } from '../dashboard-api';
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
};

/** What came of an import. */
export type ImportOutcome = {
  /** The names of the dashboards that are imported. */
  saved: readonly string[];
  failed: readonly ImportItem[];
  /** How many were not begun: it was stopped before. */
  left: number;
  isStopped: boolean;
};

export type ImportWork = {
  items: readonly ImportItem[];
  /** What is going on, and how far it is. */
  progress: { verb: 'read' | 'saved'; done: number; of: number } | undefined;
  seconds: number;
  look: (files: readonly ImportFile[]) => Promise<void>;
  rename: (key: string, name: string) => void;
  clear: () => void;
  /** Saves one after the other; one that fails stops no other. */
  save: (plan: ImportPlan) => Promise<ImportOutcome>;
  /** Nothing is begun after what is on its way. Going from the page does the same. */
  stop: () => void;
};

/** The work of an import: files are tried, nothing is saved; then they are saved, each for itself. */
export function useImport(project: string): ImportWork {
  const client = useQueryClient();
  const [items, setItems] = useState<readonly ImportItem[]>([]);
  const [progress, setProgress] = useState<ImportWork['progress']>();
  const [seconds, setSeconds] = useState(0);
  const turn = useRef(0);
  const isStopped = useRef(false);
  const stop = useCallback((): void => {
    isStopped.current = true;
  }, []);
  const isGone = useIsGone();

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

  const saveOne = async (item: ImportItem, name: string, plan: ImportPlan): Promise<ImportItem> => {
    put(item.key, { state: 'saving', faults: [] });
    let change: Pick<ImportItem, 'state' | 'name' | 'faults'>;
    try {
      const result = await importDashboard(project, importRequest(item, name, plan));
      change = { state: 'saved', name: result.name, faults: [] };
    } catch (error) {
      change = { state: 'failed', name: item.name, faults: importFaults(error) };
    }
    put(item.key, change);
    return { ...item, ...change };
  };

  const save = async (plan: ImportPlan): Promise<ImportOutcome> => {
    const todo = waiting(items, plan.conflict);
    const names = plannedNames(items, plan.conflict);
    const done: ImportItem[] = [];
    const release = holdThePage();
    for (const item of todo) {
      if (isStopped.current || isGone.current) break;
      setProgress({ verb: 'saved', done: done.length, of: todo.length });
      done.push(await saveOne(item, names.get(item.key) ?? item.name, plan));
    }
    release();
    setProgress(undefined);
    void client.invalidateQueries(dashboardsKey(project));
    return {
      saved: done.filter(({ state }) => state === 'saved').map(({ name }) => name),
      failed: done.filter(({ state }) => state === 'failed'),
      left: todo.length - done.length,
      isStopped: isStopped.current || isGone.current,
    };
  };

  return {
    items,
    progress,
    seconds,
    look,
    save,
    stop,
    rename: (key, name) => put(key, { name }),
    clear: () => {
      turn.current += 1;
      setItems([]);
      setProgress(undefined);
    },
  };
}
