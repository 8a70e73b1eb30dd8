import { useQuery, type UseQueryOptions, type UseQueryResult } from '@tanstack/react-query';
import { api, read, type Schema } from '@/api/client';
import { useKeptFresh } from '@/api/live';
import { RESOURCES, type RunsQuery } from '@/api/resources';

type RunDetail = Schema<'RunDetail'>;

/** How a run is read; without an id nothing is asked for. For those who keep it fresh themselves. */
export function runDetailQuery(project: string, id = ''): UseQueryOptions<RunDetail> {
  return {
    queryKey: RESOURCES.runDetail(project, id).key,
    enabled: id !== '',
    queryFn: ({ signal }) => {
      const params = { path: { project, id } };
      return read(api.GET('/api/v1/projects/{project}/runs/{id}', { params, signal: signal ?? null }));
    },
  };
}

/** A run while its progress is shown; without an id nothing is asked for. */
export function useRunDetail(project: string, id = ''): UseQueryResult<RunDetail> {
  useKeptFresh(RESOURCES.runDetail(project, id));
  return useQuery(runDetailQuery(project, id));
}

/** The newest runs, or the newest in some states: those are asked for by themselves, others do not take their places. */
export function useRunPage(project: string | undefined, query: RunsQuery): UseQueryResult<Schema<'RunPage'>> {
  const page = RESOURCES.runPage(project, query);
  useKeptFresh(page);
  return useQuery({
    queryKey: page.key,
    enabled: project !== undefined,
    queryFn: ({ signal }) =>
      read(api.GET('/api/v1/projects/{project}/runs', { params: { path: { project: project ?? '' }, query }, signal })),
  });
}
