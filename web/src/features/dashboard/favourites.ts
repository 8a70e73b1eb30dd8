import { useChangePreferences, usePreferences, type Preferences } from '@/api/preferences';

type DashboardRef = NonNullable<Preferences['favourites']>[number];

const MOST_FAVOURITES = 50;
const MOST_RECENTS = 10;

function isOf(project: string, name: string): (ref: DashboardRef) => boolean {
  return (ref) => ref.project === project && ref.name === name;
}

/** The list with a star given or taken; the newest star is the first. */
export function toggled(favourites: readonly DashboardRef[], project: string, name: string): DashboardRef[] {
  const others = favourites.filter((ref) => !isOf(project, name)(ref));
  if (others.length < favourites.length) return others;
  return [{ project, name }, ...others].slice(0, MOST_FAVOURITES);
}

/** The list with a dashboard opened just now at its head. */
export function opened(recents: readonly DashboardRef[], project: string, name: string): DashboardRef[] {
  return [{ project, name }, ...recents.filter((ref) => !isOf(project, name)(ref))].slice(0, MOST_RECENTS);
}

export type Favourites = { has: (name: string) => boolean; toggle: (name: string) => void };

/** The stars of the person, for the dashboards of one project. */
export function useFavourites(project: string): Favourites {
  const { favourites = [] } = usePreferences();
  const change = useChangePreferences();
  return {
    has: (name) => favourites.some(isOf(project, name)),
    toggle: (name) => change.mutate((now) => ({ favourites: toggled(now.favourites ?? [], project, name) })),
  };
}
