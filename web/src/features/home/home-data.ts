import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api, read, type Schema } from '@/api/client';
import { useInvalidateOn } from '@/api/live';

const RECENT_RUNS = 30;
const RECENT_HEALTH = 50;
const ITEMS_PAGE = 100;
/** A strip of more marks than this would not be readable. */
const MOST_ITEMS = 500;

function homeKey(project: string): readonly unknown[] {
  return ['home', project];
}

export function useHomeCauses(project: string): UseQueryResult<Schema<'HealthCauses'>> {
  const queryKey = [...homeKey(project), 'causes'];
  useInvalidateOn(['health', 'dashboard'], queryKey);
  return useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      read(api.GET('/api/v1/projects/{project}/health/causes', { params: { path: { project } }, signal })),
  });
}

/** The assets whose state changed last. */
export function useRecentHealth(project: string): UseQueryResult<Schema<'HealthPage'>> {
  const queryKey = [...homeKey(project), 'recent'];
  useInvalidateOn(['health', 'dashboard'], queryKey);
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => {
      const params = { path: { project }, query: { sort: 'since' as const, limit: RECENT_HEALTH } };
      return read(api.GET('/api/v1/projects/{project}/health', { params, signal }));
    },
  });
}

export function useRecentRuns(project: string): UseQueryResult<Schema<'RunPage'>> {
  const queryKey = [...homeKey(project), 'runs'];
  useInvalidateOn(['run'], queryKey);
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => {
      const params = { path: { project }, query: { limit: RECENT_RUNS } };
      return read(api.GET('/api/v1/projects/{project}/runs', { params, signal }));
    },
  });
}

export function useActiveRuns(project: string): UseQueryResult<Schema<'RunPage'>> {
  const queryKey = [...homeKey(project), 'active'];
  useInvalidateOn(['run'], queryKey);
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => {
      const status: Schema<'RunStatus'>[] = ['queued', 'running', 'awaiting_input'];
      const params = { path: { project }, query: { limit: 20, status } };
      return read(api.GET('/api/v1/projects/{project}/runs', { params, signal }));
    },
  });
}

export function useHomePolicies(project: string): UseQueryResult<Schema<'Policy'>[]> {
  const queryKey = [...homeKey(project), 'policies'];
  useInvalidateOn(['policy'], queryKey);
  return useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      read(api.GET('/api/v1/projects/{project}/policies', { params: { path: { project } }, signal })),
  });
}

async function readItems(project: string, id: string, signal?: AbortSignal): Promise<Schema<'Item'>[]> {
  const items: Schema<'Item'>[] = [];
  let cursor: string | undefined;
  do {
    const params = { path: { project, id }, query: { limit: ITEMS_PAGE, cursor } };
    const page = await read(api.GET('/api/v1/projects/{project}/runs/{id}/items', { params, signal: signal ?? null }));
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== undefined && items.length < MOST_ITEMS);
  return items;
}

/** Every check of a window, for its strip. */
export function useWindowItems(project: string, run: string | undefined): UseQueryResult<Schema<'Item'>[]> {
  const queryKey = [...homeKey(project), 'window', run];
  useInvalidateOn(['run.item'], queryKey);
  return useQuery({
    queryKey,
    enabled: run !== undefined,
    queryFn: ({ signal }) => readItems(project, run ?? '', signal),
  });
}

/** The dashboards that a person keeps at hand. One that is gone has no entry. */
export function useHomeDashboards(project: string, names: readonly string[]): readonly Schema<'CatalogEntry'>[] {
  const queryKey = [...homeKey(project), 'dashboard'];
  useInvalidateOn(['health', 'dashboard'], queryKey);
  const results = useQueries({
    queries: names.map((name) => ({
      queryKey: [...queryKey, name],
      staleTime: 60_000,
      queryFn: async ({ signal }: { signal?: AbortSignal }) => {
        const params = { path: { project }, query: { q: name, limit: 10 } };
        const { items } = await read(api.GET('/api/v1/projects/{project}/catalog', { params, signal: signal ?? null }));
        return items.find((item) => item.name === name) ?? null;
      },
    })),
  });
  return results.flatMap((result) => result.data ?? []);
}
