import { useQuery } from '@tanstack/react-query';
import { api, read, type Schema } from './client';
import { useKeptFresh } from './live';
import { RESOURCES } from './resources';
import { useCurrentProject } from './session';

export type Badges = Schema<'Badges'>;

/** The counts that the shell shows everywhere: what fails, what runs, what waits for a person. */
export function useBadges(): Badges | undefined {
  const project = useCurrentProject()?.name;
  const badges = RESOURCES.badges(project);
  useKeptFresh(badges);
  const { data } = useQuery({
    queryKey: badges.key,
    enabled: project !== undefined,
    queryFn: ({ signal }) =>
      read(api.GET('/api/v1/projects/{project}/badges', { params: { path: { project: project ?? '' } }, signal })),
  });
  return data;
}
