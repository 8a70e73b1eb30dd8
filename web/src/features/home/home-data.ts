import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api, read, type Schema } from '@/api/client';
import { useInvalidateOn } from '@/api/live';

const RECENT_RUNS = 30;
const RECENT_HEALTH = 50;
/** Of runs in one state; how many more there are is counted by the server. */
const SHOWN_RUNS = 5;
/** Of more marks than this neighbours would touch: they share one then. */
const MOST_MARKS = 200;

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

/** The newest runs in one of these states, asked for by themselves: others do not take their places. */
function useRunsThatAre(project: string, status: Schema<'RunStatus'>[]): UseQueryResult<Schema<'RunPage'>> {
  const queryKey = [...homeKey(project), 'active', ...status];
  useInvalidateOn(['run'], queryKey);
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => {
      const params = { path: { project }, query: { limit: SHOWN_RUNS, status } };
      return read(api.GET('/api/v1/projects/{project}/runs', { params, signal }));
    },
  });
}

/** Those that go on by themselves. */
export function useActiveRuns(project: string): UseQueryResult<Schema<'RunPage'>> {
  return useRunsThatAre(project, ['queued', 'running']);
}

/** Those that a person has to answer. */
export function useWaitingRuns(project: string): UseQueryResult<Schema<'RunPage'>> {
  return useRunsThatAre(project, ['awaiting_input']);
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

/** Every check of a window, for its strip. */
export function useWindowStrip(project: string, run: string | undefined): UseQueryResult<Schema<'RunStrip'>> {
  const queryKey = [...homeKey(project), 'window', run];
  useInvalidateOn(['run.item'], queryKey, ({ data }) => data['run_id'] === run);
  return useQuery({
    queryKey,
    enabled: run !== undefined,
    queryFn: ({ signal }) => {
      const params = { path: { project, id: run ?? '' }, query: { marks: MOST_MARKS } };
      return read(api.GET('/api/v1/projects/{project}/runs/{id}/strip', { params, signal }));
    },
  });
}

export type HomeDashboards = {
  isReading: boolean;
  /** By name: null is one that is gone, undefined one that could not be read. */
  known: ReadonlyMap<string, Schema<'CatalogEntry'> | null | undefined>;
};

/** The dashboards that a person keeps at hand. */
export function useHomeDashboards(project: string, names: readonly string[]): HomeDashboards {
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
  return {
    isReading: results.some((result) => result.isLoading),
    known: new Map(names.map((name, index) => [name, results[index]?.data])),
  };
}
