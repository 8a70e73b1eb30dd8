import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api, read, type Schema } from '@/api/client';
import { useInvalidateOn } from '@/api/live';
import { SELF } from './start';

/** The dashboard of Dashkeep itself in the catalog; null where a project does not have it. */
export function useSelfEntry(project: string, enabled = true): UseQueryResult<Schema<'CatalogEntry'> | null> {
  const queryKey = ['home', project, 'start', 'entry'];
  useInvalidateOn(['dashboard'], queryKey);
  return useQuery({
    queryKey,
    enabled,
    queryFn: async ({ signal }) => {
      const params = { path: { project }, query: { q: SELF, limit: 10 } };
      const { items } = await read(api.GET('/api/v1/projects/{project}/catalog', { params, signal }));
      return items.find(({ name }) => name === SELF) ?? null;
    },
  });
}
