import { useEffect } from 'react';
import { useChangePreferences, usePreferences } from '@/api/preferences';
import { recordView } from '../dashboard-api';
import { opened } from '../favourites';

/** Counts a view, and puts the dashboard at the head of those opened last. */
export function useOpened(project: string, name: string, isThere: boolean): void {
  const { recents = [] } = usePreferences();
  const { mutate } = useChangePreferences();
  const [first] = recents;
  const isFirst = first?.project === project && first.name === name;
  useEffect(() => {
    if (!isThere) return;
    // A view that could not be counted is no reason to disturb anybody.
    recordView(project, name).catch(() => undefined);
    if (!isFirst) mutate((now) => ({ recents: opened(now.recents ?? [], project, name) }));
    // Once for each opening, whatever the preferences become meanwhile.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [project, name, isThere]);
}
