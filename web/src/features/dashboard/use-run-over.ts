import { useQuery } from '@tanstack/react-query';
import { api, read } from '@/api/client';
import { useInvalidateOn } from '@/api/live';
import { isFinished } from '@/kit/status/status-table';

/** Whether a run has come to its end. Without one nothing is asked, and nothing has. */
export function useIsRunOver(project: string, id: string | undefined): boolean {
  const queryKey = ['run of a note', project, id];
  useInvalidateOn(['run'], queryKey, ({ data }) => data['id'] === id);
  const { data } = useQuery({
    queryKey,
    enabled: id !== undefined,
    queryFn: ({ signal }) =>
      read(api.GET('/api/v1/projects/{project}/runs/{id}', { params: { path: { project, id: id ?? '' } }, signal })),
  });
  return data !== undefined && isFinished(data.run.status);
}
