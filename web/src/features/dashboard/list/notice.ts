import { useCallback, useSyncExternalStore } from 'react';

/** What was just done to a dashboard, with the way back. It stands on the list of its project until it is closed. */
export type Notice = {
  project: string;
  title: string;
  undo?: { label: string; run: () => Promise<void> };
  /** The check that the title speaks of. When it is over `then` is said, or nothing. */
  check?: { project: string; run: string; then?: string };
};

let current: Notice | undefined;
/** The project whose list is in sight. */
let open = '';
const listeners = new Set<() => void>();

/** Says something; without a project, of the one whose list is in sight. */
export function setNotice(notice: (Omit<Notice, 'project'> & { project?: string }) | undefined): void {
  current = notice && { ...notice, project: notice.project ?? notice.check?.project ?? open };
  for (const listener of listeners) listener();
}

/** What is to be said on the list of a project. */
export function useNotice(project: string): Notice | undefined {
  const subscribe = useCallback(
    (listener: () => void) => {
      open = project;
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    [project],
  );
  const notice = useSyncExternalStore(subscribe, () => current);
  return notice?.project === project ? notice : undefined;
}
