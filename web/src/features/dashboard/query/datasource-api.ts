import type { QueryClient } from '@tanstack/react-query';
import type {
  DatasourceResource,
  DatasourceSelector,
  DatasourceSpec,
  GlobalDatasourceResource,
} from '@perses-dev/core';
import type { DatasourceApi } from '@perses-dev/dashboards';
import { api, read } from '@/api/client';

/** Every query of every panel asks for its datasource: one reading must do for all of them. */
const FRESH_MS = 60_000;

export const DATASOURCES_KEY = 'datasources';

/** The address of a datasource's proxy, in Perses' form. */
export function proxyUrl({ project, dashboard, name }: { project?: string; dashboard?: string; name: string }): string {
  const encoded = encodeURIComponent(name);
  if (project === undefined) return `/proxy/globaldatasources/${encoded}`;
  const scope = dashboard === undefined ? '' : `/dashboards/${encodeURIComponent(dashboard)}`;
  return `/proxy/projects/${encodeURIComponent(project)}${scope}/datasources/${encoded}`;
}

type Found = { metadata: { name: string }; spec: DatasourceSpec };

/** The datasource that a selector means: the one it names, else the default one of its kind. */
export function selected<T extends Found>(all: readonly T[], { kind, name }: DatasourceSelector): T | undefined {
  const ofKind = all.filter((one) => one.spec.plugin.kind === kind);
  return name === undefined ? ofKind.find((one) => one.spec.default) : ofKind.find((one) => one.metadata.name === name);
}

/** What the Perses components ask about datasources, answered from two cached lists. */
export function createDatasourceApi(client: QueryClient): DatasourceApi {
  const ofProject = (project: string): Promise<DatasourceResource[]> =>
    client.fetchQuery({
      queryKey: [DATASOURCES_KEY, 'documents', project],
      staleTime: FRESH_MS,
      queryFn: async () =>
        // The documents are Perses' own; the contract leaves their inside open.
        (await read(
          api.GET('/api/v1/projects/{project}/datasources', { params: { path: { project } } }),
        )) as unknown as DatasourceResource[],
    });
  const global = (): Promise<GlobalDatasourceResource[]> =>
    client.fetchQuery({
      queryKey: [DATASOURCES_KEY, 'documents'],
      staleTime: FRESH_MS,
      queryFn: async () => (await read(api.GET('/api/v1/globaldatasources'))) as unknown as GlobalDatasourceResource[],
    });
  const ofKind = <T extends Found>(all: T[], kind: string | undefined): T[] =>
    kind === undefined ? all : all.filter((one) => one.spec.plugin.kind === kind);
  return {
    buildProxyUrl: proxyUrl,
    getDatasource: async (project, selector) => selected(await ofProject(project), selector),
    getGlobalDatasource: async (selector) => selected(await global(), selector),
    listDatasources: async (project, kind) => ofKind(await ofProject(project), kind),
    listGlobalDatasources: async (kind) => ofKind(await global(), kind),
  };
}
