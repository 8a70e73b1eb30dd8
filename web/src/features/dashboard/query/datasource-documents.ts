import type { QueryClient } from '@tanstack/react-query';
import type { DatasourceResource, GlobalDatasourceResource } from '@perses-dev/core';
import { api, read } from '@/api/client';

/** Every query of every panel asks for its datasource: one reading must do for all of them. */
const FRESH_MS = 60_000;

/** The page of datasources makes all below it old. No project has a name with a space. */
export const DATASOURCES_KEY = ['datasources', 'of charts'] as const;

/** The datasources of a project, as Perses reads them. */
export function datasourcesOf(client: QueryClient, project: string): Promise<DatasourceResource[]> {
  return client.fetchQuery({
    queryKey: [...DATASOURCES_KEY, project],
    staleTime: FRESH_MS,
    queryFn: async () =>
      // The documents are Perses' own; the contract leaves their inside open.
      (await read(
        api.GET('/api/v1/projects/{project}/datasources', { params: { path: { project } } }),
      )) as unknown as DatasourceResource[],
  });
}

/** The datasources of all projects, as Perses reads them. */
export function globalDatasources(client: QueryClient): Promise<GlobalDatasourceResource[]> {
  return client.fetchQuery({
    queryKey: DATASOURCES_KEY,
    staleTime: FRESH_MS,
    queryFn: async () => (await read(api.GET('/api/v1/globaldatasources'))) as unknown as GlobalDatasourceResource[],
  });
}

/** Reads both lists before a panel asks for them. What fails is asked again then. */
export async function readDatasourcesAhead(client: QueryClient, project: string): Promise<void> {
  await Promise.allSettled([datasourcesOf(client, project), globalDatasources(client)]);
}
