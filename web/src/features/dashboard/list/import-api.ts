import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '@/api/client';
import { DATASOURCES_KEY, datasourcesOf, globalDatasources } from '../query/datasource-documents';
import type { SourcesHere } from './import-sources';

const PROMETHEUS = 'PrometheusDatasource';

/** The Prometheus datasources that a project can ask; its own default stands before that of all projects. */
export function useSourcesHere(project: string): SourcesHere {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: [...DATASOURCES_KEY, project, 'for imports'],
    queryFn: async (): Promise<SourcesHere> => {
      const own = await datasourcesOf(client, project);
      const all = [...own, ...(await globalDatasources(client).catch(() => []))].filter(
        ({ spec }) => spec.plugin.kind === PROMETHEUS,
      );
      const names = [...new Set(all.map(({ metadata }) => metadata.name))];
      return { names, usual: (all.find(({ spec }) => spec.default) ?? all[0])?.metadata.name ?? '' };
    },
  });
  return query.data ?? { names: [], usual: '' };
}

export async function createDatasource(project: string, name: string, url: string): Promise<void> {
  await read(
    api.POST('/api/v1/projects/{project}/datasources', {
      params: { path: { project } },
      body: {
        kind: 'Datasource',
        metadata: { name, project },
        spec: { default: false, plugin: { kind: PROMETHEUS, spec: { proxy: { kind: 'HTTPProxy', spec: { url } } } } },
      },
    }),
  );
}

/** Starts a check of dashboards; gives its run. */
export async function checkDashboards(project: string, assets: string[]): Promise<string> {
  const { id } = await read(
    api.POST('/api/v1/projects/{project}/validations', {
      params: { path: { project } },
      body: { environment: 'builtin', assets },
    }),
  );
  return id;
}
