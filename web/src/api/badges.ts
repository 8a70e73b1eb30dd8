import { useQuery } from '@tanstack/react-query';
import { api, read, type Schema } from './client';
import { useInvalidateOn } from './live';
import { useCurrentProject } from './session';

export type Badges = Schema<'Badges'>;

/** The counts that the shell shows everywhere: what fails, what runs, what waits for a person. */
export function useBadges(): Badges | undefined {
  const project = useCurrentProject()?.name;
  const queryKey = ['badges', project];
  const { data } = useQuery({
    queryKey,
    enabled: project !== undefined,
    queryFn: ({ signal }) =>
      read(api.GET('/api/v1/projects/{project}/badges', { params: { path: { project: project ?? '' } }, signal })),
  });
  useInvalidateOn(['health', 'run', 'dashboard'], queryKey);
  return data;
}
