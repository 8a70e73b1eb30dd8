import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api, read, type Schema } from '@/api/client';
import { useKeptFresh } from '@/api/live';
import { useCatalogEntries } from '@/api/queries/catalog';
import { policiesQuery } from '@/api/queries/policies';
import { useRunPage } from '@/api/queries/runs';
import { RESOURCES } from '@/api/resources';

const RECENT_RUNS = 30;
const RECENT_HEALTH = 50;
/** Of runs in one state; how many more there are is counted by the server. */
const SHOWN_RUNS = 5;
/** Of more marks than this neighbours would touch: they share one then. */
const MOST_MARKS = 200;

/** The assets whose state changed last. */
export function useRecentHealth(project: string): UseQueryResult<Schema<'HealthPage'>> {
  const recent = RESOURCES.recentHealth(project, RECENT_HEALTH);
  useKeptFresh(recent);
  return useQuery({
    queryKey: recent.key,
    queryFn: ({ signal }) => {
      const params = { path: { project }, query: { sort: 'since' as const, limit: RECENT_HEALTH } };
      return read(api.GET('/api/v1/projects/{project}/health', { params, signal }));
    },
  });
}

export function useRecentRuns(project: string): UseQueryResult<Schema<'RunPage'>> {
  return useRunPage(project, { limit: RECENT_RUNS });
}

/** Those that go on by themselves. */
export function useActiveRuns(project: string): UseQueryResult<Schema<'RunPage'>> {
  return useRunPage(project, { limit: SHOWN_RUNS, status: ['queued', 'running'] });
}

/** Those that a person has to answer. */
export function useWaitingRuns(project: string): UseQueryResult<Schema<'RunPage'>> {
  return useRunPage(project, { limit: SHOWN_RUNS, status: ['awaiting_input'] });
}

export function usePolicyWindows(project: string): UseQueryResult<Schema<'Policy'>[]> {
  useKeptFresh(RESOURCES.policyWindows(project));
  return useQuery(policiesQuery(project));
}

/** Every check of a window, for its strip. */
export function useWindowStrip(project: string, run: string | undefined): UseQueryResult<Schema<'RunStrip'>> {
  const strip = RESOURCES.runStrip(project, run ?? '');
  useKeptFresh(strip);
  return useQuery({
    queryKey: [...strip.key, MOST_MARKS],
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
  const results = useCatalogEntries(project, names);
  return {
    isReading: results.some((result) => result.isLoading),
    known: new Map(names.map((name, index) => [name, results[index]?.data])),
  };
}
