import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api, read, type Schema } from '@/api/client';
import { useKeptFresh } from '@/api/live';
import { RESOURCES } from '@/api/resources';

/** The environments of a project, with how many of their assets are in which state. */
export function useEnvironments(project: string): UseQueryResult<Schema<'Environment'>[]> {
  const environments = RESOURCES.environments(project);
  useKeptFresh(environments);
  return useQuery({
    queryKey: environments.key,
    queryFn: ({ signal }) =>
      read(api.GET('/api/v1/projects/{project}/environments', { params: { path: { project } }, signal })),
  });
}
