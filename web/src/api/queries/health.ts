import { useQuery, type UseQueryOptions, type UseQueryResult } from '@tanstack/react-query';
import { api, read, type Schema } from '@/api/client';
import { useKeptFresh } from '@/api/live';
import { RESOURCES, type HealthFacets } from '@/api/resources';

type HealthCauses = Schema<'HealthCauses'>;

/** How causes are read, for those who keep all of health fresh. */
export function healthCausesQuery(project: string, query: HealthFacets): UseQueryOptions<HealthCauses> {
  return {
    queryKey: RESOURCES.healthCauses(project, query).key,
    queryFn: ({ signal }) => {
      const params = { path: { project }, query };
      return read(api.GET('/api/v1/projects/{project}/health/causes', { params, signal: signal ?? null }));
    },
  };
}

/** What is wrong in a project, grouped by its cause, and the counts beside it. */
export function useHealthCauses(project: string): UseQueryResult<HealthCauses> {
  const all = {};
  useKeptFresh(RESOURCES.healthCauses(project, all));
  return useQuery(healthCausesQuery(project, all));
}
