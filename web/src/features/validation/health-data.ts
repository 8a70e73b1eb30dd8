import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryKey,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { api, done, read, type Schema } from '@/api/client';
import { useKeptFresh } from '@/api/live';
import { healthCausesQuery } from '@/api/queries/health';
import { SAID_IN_PLACE } from '@/api/query-client';
import { RESOURCES, type HealthFacets } from '@/api/resources';
import type { HealthCauses, HealthPage, HealthReport, HealthStatus, ValidationRecord } from './health';
import type { HealthFilter } from './health-filter';

const LIST_PAGE = 50;
const MATRIX_PAGE = 100;
const MOST_CHECKED = 5000;

function healthKey(project: string): QueryKey {
  return RESOURCES.health(project).key;
}

/** Everything that is read of a project's health follows what happens to it. */
export function useHealthLive(project: string): void {
  useKeptFresh(RESOURCES.health(project));
}

type Facets = Pick<HealthFilter, 'environment' | 'owner' | 'tags'>;

function facetQuery({ environment, owner, tags }: Facets): HealthFacets {
  return {
    ...(environment === '' ? {} : { environment }),
    ...(owner === '' ? {} : { owner }),
    ...(tags.length === 0 ? {} : { tag: [...tags] }),
  };
}

export function useHealthCauses(project: string, filter: Facets): UseQueryResult<HealthCauses> {
  return useQuery({ ...healthCausesQuery(project, facetQuery(filter)), keepPreviousData: true });
}

export type HealthList = UseInfiniteQueryResult<HealthPage>;

function listQuery(filter: HealthFilter): ListQuery {
  return {
    ...facetQuery(filter),
    ...(filter.status === undefined ? {} : { status: [filter.status] }),
    ...(filter.text === '' ? {} : { q: filter.text }),
    // The matrix has the worst first, as the list has by itself.
    sort: filter.view === 'matrix' ? 'status' : filter.sort,
    limit: filter.view === 'matrix' ? MATRIX_PAGE : LIST_PAGE,
  };
}

type ListQuery = ReturnType<typeof facetQuery> & {
  status?: HealthStatus[];
  q?: string;
  sort: HealthFilter['sort'];
  limit: number;
};

function readList(
  project: string,
  query: ListQuery,
  cursor: string | undefined,
  signal?: AbortSignal,
): Promise<HealthPage> {
  const params = { path: { project }, query: { ...query, cursor } };
  return read(api.GET('/api/v1/projects/{project}/health', { params, signal: signal ?? null }));
}

/** The latest outcome of every asset that the filter leaves, page by page. */
export function useHealthList(project: string, filter: HealthFilter): HealthList {
  const query = listQuery(filter);
  return useInfiniteQuery({
    queryKey: [...healthKey(project), 'list', query],
    keepPreviousData: true,
    getNextPageParam: (page: HealthPage) => page.next_cursor,
    queryFn: ({ pageParam, signal }) =>
      readList(project, query, typeof pageParam === 'string' ? pageParam : undefined, signal),
  });
}

/** The names of all assets that the filter leaves in an environment, as many as one check takes. */
export async function allAssets(project: string, filter: HealthFilter, environment: string): Promise<string[]> {
  const query = { ...listQuery({ ...filter, environment }), limit: MATRIX_PAGE };
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await readList(project, query, cursor);
    names.push(...page.items.map((entry) => entry.asset));
    cursor = page.next_cursor;
  } while (cursor !== undefined && names.length < MOST_CHECKED);
  return names;
}

type AssetAddress = { environment: string; asset: string };

export function useHealthReport(project: string, { environment, asset }: AssetAddress): UseQueryResult<HealthReport> {
  return useQuery({
    queryKey: [...healthKey(project), 'report', environment, asset],
    queryFn: ({ signal }) => {
      const params = { path: { project, environment, asset } };
      return read(api.GET('/api/v1/projects/{project}/health/{environment}/{asset}', { params, signal }));
    },
  });
}

/** An earlier record of an asset; not asked for without an id. */
export function useHealthRecord(
  project: string,
  { environment, asset }: AssetAddress,
  id: string,
): UseQueryResult<ValidationRecord> {
  return useQuery({
    queryKey: ['health-record', project, environment, asset, id],
    enabled: id !== '',
    staleTime: Infinity,
    queryFn: ({ signal }) => {
      const params = { path: { project, environment, asset, id } };
      return read(api.GET('/api/v1/projects/{project}/health/{environment}/{asset}/records/{id}', { params, signal }));
    },
  });
}

export function useDeleteReport(
  project: string,
  { environment, asset }: AssetAddress,
): UseMutationResult<void, unknown, void> {
  const client = useQueryClient();
  return useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: () => {
      const params = { path: { project, environment, asset } };
      return done(api.DELETE('/api/v1/projects/{project}/health/{environment}/{asset}', { params }));
    },
    onSuccess: () => void client.invalidateQueries(healthKey(project)),
  });
}

export type CheckRequest = { environment: string; assets?: string[]; status?: HealthStatus[] };
type StartedRun = Schema<'StartedRun'>;

/** What to check, or what finds it out first. */
export type CheckWish = CheckRequest | (() => Promise<CheckRequest>);

export function useStartCheck(project: string): UseMutationResult<StartedRun, unknown, CheckWish> {
  return useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: async (wish: CheckWish) => {
      const body = typeof wish === 'function' ? await wish() : wish;
      return read(api.POST('/api/v1/projects/{project}/validations', { params: { path: { project } }, body }));
    },
  });
}
