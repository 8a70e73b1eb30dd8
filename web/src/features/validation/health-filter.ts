import type { Schema } from '@/api/client';
import { healthSortValues } from '@/api/schema.gen';
import { isHealthState } from '@/kit/status/status-table';
import { assetKey, readAssetKey, type HealthEntry, type HealthStatus } from './health';

export const HEALTH_VIEWS = ['causes', 'matrix', 'list'] as const;
export type HealthView = (typeof HEALTH_VIEWS)[number];
export type HealthSort = Schema<'HealthSort'>;
export const MATRIX_GROUPS = ['owner', 'tag', 'none'] as const;
export type MatrixGroup = (typeof MATRIX_GROUPS)[number];

/** What the address of the Health Center says: the whole state of the page. */
export type HealthFilter = {
  view: HealthView;
  status: HealthStatus | undefined;
  environment: string;
  owner: string;
  tags: readonly string[];
  text: string;
  sort: HealthSort;
  group: MatrixGroup;
  /** The asset whose sheet is open. */
  sheet: { environment: string; asset: string } | undefined;
  /** Causes that are unfolded; undefined leaves the first one open. */
  open: readonly string[] | undefined;
  /** The sentence of the cause that a report leads to: it is unfolded instead of the first. */
  cause: string;
  /** The check that was started from here: its progress is shown. */
  run: string;
};

function oneOf<T extends string>(value: string | null, all: readonly T[], usual: T): T {
  return all.find((known) => known === value) ?? usual;
}

function readStatus(value: string | null): HealthStatus | undefined {
  const upper = value?.toUpperCase() ?? '';
  return isHealthState(upper) ? upper : undefined;
}

function readList(value: string | null): string[] {
  return (value ?? '').split(',').filter((part) => part !== '');
}

export function readHealthFilter(params: URLSearchParams): HealthFilter {
  return {
    view: oneOf(params.get('view'), HEALTH_VIEWS, 'causes'),
    status: readStatus(params.get('status')),
    environment: params.get('env') ?? '',
    owner: params.get('owner') ?? '',
    tags: readList(params.get('tag')),
    text: params.get('q') ?? '',
    sort: oneOf(params.get('sort'), healthSortValues, 'status'),
    group: oneOf(params.get('group'), MATRIX_GROUPS, 'owner'),
    sheet: readAssetKey(params.get('asset')),
    open: params.has('open') ? readList(params.get('open')) : undefined,
    cause: params.get('cause') ?? '',
    run: params.get('run') ?? '',
  };
}

/** The address of a filter; what is as usual is left out. */
export function writeHealthFilter(filter: HealthFilter): URLSearchParams {
  const params = new URLSearchParams();
  const set = (name: string, value: string, usual = ''): void => {
    if (value !== usual) params.set(name, value);
  };
  set('view', filter.view, 'causes');
  set('status', filter.status?.toLowerCase() ?? '');
  set('env', filter.environment);
  set('owner', filter.owner);
  set('tag', filter.tags.join(','));
  set('q', filter.text);
  set('sort', filter.sort, 'status');
  set('group', filter.group, 'owner');
  set('asset', filter.sheet ? assetKey(filter.sheet) : '');
  if (filter.open !== undefined) params.set('open', filter.open.join(','));
  set('cause', filter.cause);
  set('run', filter.run);
  return params;
}

/** Whether the lists show less than everything. */
export function isHealthFiltered(filter: HealthFilter): boolean {
  return (
    filter.status !== undefined ||
    filter.environment !== '' ||
    filter.owner !== '' ||
    filter.tags.length > 0 ||
    filter.text !== ''
  );
}

export function isSort(value: string): value is HealthSort {
  return healthSortValues.some((sort) => sort === value);
}

export function isGroup(value: string): value is MatrixGroup {
  return MATRIX_GROUPS.some((group) => group === value);
}

/** Whether a cause's own text or one of its assets has the words that were typed. */
export function matchesText(entry: Pick<HealthEntry, 'title' | 'owner' | 'asset'>, text: string): boolean {
  const needle = text.trim().toLowerCase();
  return (
    needle === '' || [entry.title, entry.asset, entry.owner ?? ''].some((field) => field.toLowerCase().includes(needle))
  );
}
