import { useQueries, useQuery, type UseQueryOptions, type UseQueryResult } from '@tanstack/react-query';
import { api, read, type Schema } from '@/api/client';
import { useKeptFresh } from '@/api/live';
import { RESOURCES } from '@/api/resources';

type CatalogEntry = Schema<'CatalogEntry'>;

/** So many names that have the one that is looked for in them; it is among the first. */
const LOOKED_THROUGH = 100;

function entryQuery(project: string, name: string): UseQueryOptions<CatalogEntry | null> {
  return {
    queryKey: RESOURCES.catalogEntry(project, name).key,
    queryFn: async ({ signal }) => {
      const params = { path: { project }, query: { q: name, limit: LOOKED_THROUGH } };
      const { items } = await read(api.GET('/api/v1/projects/{project}/catalog', { params, signal: signal ?? null }));
      return items.find((entry) => entry.name === name) ?? null;
    },
  };
}

/** The entry of one dashboard in the catalog: its health and its owner; null where there is none of this name. */
export function useCatalogEntry(project: string, name: string, isEnabled = true): UseQueryResult<CatalogEntry | null> {
  useKeptFresh(RESOURCES.catalogEntry(project, name));
  return useQuery({ ...entryQuery(project, name), enabled: isEnabled });
}

/** The entries of some dashboards, in the order of their names here. */
export function useCatalogEntries(
  project: string,
  names: readonly string[],
): readonly UseQueryResult<CatalogEntry | null>[] {
  useKeptFresh(RESOURCES.catalogEntries(project));
  return useQueries({ queries: names.map((name) => ({ ...entryQuery(project, name), staleTime: 60_000 })) });
}
