import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api, read } from '@/api/client';
import { useProjectEvents } from '@/api/live';
import { dashboardsKey, type VersionEntry } from '../dashboard-api';

/** Hears that somebody saved the dashboard: the newest entry of its history, when it is newer than what is shown. */
export function useNewerVersion(project: string, name: string, shown: number): VersionEntry | undefined {
  const [heard, setHeard] = useState(shown);
  useProjectEvents(['dashboard'], ({ data }) => {
    if (data['name'] === name && typeof data['version'] === 'number') setHeard(data['version']);
  });
  const isNewer = heard > shown;
  const { data } = useQuery({
    queryKey: dashboardsKey(project, 'newest', name, heard),
    enabled: isNewer,
    queryFn: async ({ signal }) => {
      const { items } = await read(
        api.GET('/api/v1/projects/{project}/dashboards/{name}/history', {
          params: { path: { project, name }, query: { limit: 1 } },
          signal,
        }),
      );
      return items[0] ?? null;
    },
  });
  return isNewer && data && data.version > shown ? data : undefined;
}
