import { useQuery, type UseQueryOptions, type UseQueryResult } from '@tanstack/react-query';
import { api, read, type Schema } from '@/api/client';
import { useKeptFresh } from '@/api/live';
import { RESOURCES } from '@/api/resources';

type Policy = Schema<'Policy'>;

/** How the policies of a project are read. */
export function policiesQuery(project: string): UseQueryOptions<Policy[]> {
  return {
    queryKey: RESOURCES.policies(project).key,
    queryFn: ({ signal }) => {
      const params = { path: { project } };
      return read(api.GET('/api/v1/projects/{project}/policies', { params, signal: signal ?? null }));
    },
  };
}

/** The validation policies of a project, each with its coverage, its last and its next window. */
export function usePolicies(project: string): UseQueryResult<Policy[]> {
  useKeptFresh(RESOURCES.policies(project));
  return useQuery(policiesQuery(project));
}
