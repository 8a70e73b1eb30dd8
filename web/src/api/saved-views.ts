import { useChangePreferences, usePreferences } from './preferences';
import type { Schema } from './client';

export type SavedView = Schema<'SavedView'>;

/** So many fit into the preferences, over all pages. */
const MOST_VIEWS = 50;

export type SavedViews = {
  views: readonly SavedView[];
  /** A name that exists is replaced. */
  save: (name: string, query: string) => void;
  remove: (name: string) => void;
  isFull: boolean;
};

/** A person's own views of one page in one project. They follow to every browser. */
export function useSavedViews(page: string, project: string): SavedViews {
  const { saved_views: all = [] } = usePreferences();
  const change = useChangePreferences();
  const isHere = (view: SavedView): boolean => view.page === page && view.project === project;
  const without = (name: string, views: readonly SavedView[] = []): SavedView[] =>
    views.filter((view) => !(isHere(view) && view.name === name));
  return {
    views: all.filter(isHere),
    save: (name, query) =>
      change.mutate((now) => ({ saved_views: [...without(name, now.saved_views), { name, page, project, query }] })),
    remove: (name) => change.mutate((now) => ({ saved_views: without(name, now.saved_views) })),
    isFull: all.length >= MOST_VIEWS,
  };
}
