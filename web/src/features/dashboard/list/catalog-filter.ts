import type { Schema } from '@/api/client';
import { catalogSortValues } from '@/api/schema.gen';
import { HEALTH_STATES, isHealthState, type HealthState } from '@/kit/status/status-table';

export type CatalogSort = Schema<'CatalogSort'>;

export const SORT_LABELS: Record<CatalogSort, string> = { name: 'Name', updated: 'Updated', viewed: 'Views' };

/** Draft and active are the states of what is in use; the bin has a tab of its own. */
export const LIVE_STATES = ['draft', 'active'] as const;
export type LiveState = (typeof LIVE_STATES)[number];

/** What the list of dashboards shows. It lives in the address. */
export type CatalogFilter = {
  text: string;
  health: HealthState[];
  owner: string | undefined;
  state: LiveState | undefined;
  tags: string[];
  sort: CatalogSort;
};

export const NO_FILTER: CatalogFilter = {
  text: '',
  health: [],
  owner: undefined,
  state: undefined,
  tags: [],
  sort: 'name',
};

function isSort(value: string | null): value is CatalogSort {
  return catalogSortValues.some((sort) => sort === value);
}

function isLiveState(value: string | null): value is LiveState {
  return LIVE_STATES.some((state) => state === value);
}

export function readFilter(params: URLSearchParams): CatalogFilter {
  const sort = params.get('sort');
  const state = params.get('state');
  const chosen = params.getAll('health').filter(isHealthState);
  return {
    text: params.get('q') ?? '',
    health: HEALTH_STATES.filter((health) => chosen.includes(health)),
    owner: params.get('owner') ?? undefined,
    state: isLiveState(state) ? state : undefined,
    tags: [...new Set(params.getAll('tag'))].sort(),
    sort: isSort(sort) ? sort : 'name',
  };
}

/** The address of a filter: only what differs from the usual. */
export function writeFilter(filter: CatalogFilter): URLSearchParams {
  const params = new URLSearchParams();
  if (filter.text !== '') params.set('q', filter.text);
  for (const health of filter.health) params.append('health', health);
  if (filter.owner !== undefined) params.set('owner', filter.owner);
  if (filter.state !== undefined) params.set('state', filter.state);
  for (const tag of filter.tags) params.append('tag', tag);
  if (filter.sort !== 'name') params.set('sort', filter.sort);
  return params;
}

export function isFiltered({ text, health, owner, state, tags }: CatalogFilter): boolean {
  return text !== '' || health.length > 0 || owner !== undefined || state !== undefined || tags.length > 0;
}
