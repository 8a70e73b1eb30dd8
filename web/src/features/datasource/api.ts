import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, done, read, type Schema } from '@/api/client';
import { useKeptFresh } from '@/api/live';
import { SAID_IN_PLACE } from '@/api/query-client';
import { RESOURCES } from '@/api/resources';
import { dropSecret, isSecretOf } from './secret-api';
import { toDatasource, type Datasource, type DatasourceDocument, type DatasourceScope } from './datasource-model';

export type DatasourceUsage = Schema<'DatasourceUsage'>;
export type TestResult = Schema<'TestResult'>;

function keyOf(scope: DatasourceScope): readonly unknown[] {
  return RESOURCES.datasources(scope.project).key;
}

export function useDatasources(scope: DatasourceScope) {
  const { project } = scope;
  useKeptFresh(RESOURCES.datasources(project));
  return useQuery({
    queryKey: keyOf(scope),
    queryFn: async ({ signal }) => {
      const documents =
        project === undefined
          ? await read(api.GET('/api/v1/globaldatasources', { signal }))
          : await read(api.GET('/api/v1/projects/{project}/datasources', { params: { path: { project } }, signal }));
      return documents.map(toDatasource);
    },
  });
}

/** Charts and lists of every project read these: whatever was read before is old. */
export function useOutdated(): () => void {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries(['datasources']);
    void client.invalidateQueries(['globaldatasources']);
  };
}

/** Saves a datasource's document: a new one, or in place of the one before. */
export function putDatasource(scope: DatasourceScope, before: Datasource | undefined, body: DatasourceDocument) {
  const { project } = scope;
  if (project === undefined) {
    return before
      ? read(api.PUT('/api/v1/globaldatasources/{name}', { params: { path: { name: before.name } }, body }))
      : read(api.POST('/api/v1/globaldatasources', { body }));
  }
  return before
    ? read(
        api.PUT('/api/v1/projects/{project}/datasources/{name}', {
          params: { path: { project, name: before.name } },
          body,
        }),
      )
    : read(api.POST('/api/v1/projects/{project}/datasources', { params: { path: { project } }, body }));
}

/** Which dashboards would miss a datasource: asked when it is about to be deleted. */
export function useDatasourceUsage(scope: DatasourceScope, name: string) {
  const { project } = scope;
  return useQuery({
    queryKey: [...keyOf(scope), 'usage', name],
    queryFn: ({ signal }) =>
      project === undefined
        ? read(api.GET('/api/v1/globaldatasources/{name}/usage', { params: { path: { name } }, signal }))
        : read(
            api.GET('/api/v1/projects/{project}/datasources/{name}/usage', {
              params: { path: { project, name } },
              signal,
            }),
          ),
    // It is an answer about now.
    cacheTime: 0,
  });
}

/** The servers that projects' datasources reach because they did at the upgrade. */
export function useKeptServers() {
  return useQuery({
    queryKey: ['kept-servers'],
    queryFn: ({ signal }) => read(api.GET('/api/v1/kept-servers', { signal })),
  });
}

/**
 * Deletes one, and then the secret that was made for it, unless something else uses that. Without force the server refuses
 * while dashboards use it.
 */
export function useDeleteDatasource(scope: DatasourceScope) {
  const onSuccess = useOutdated();
  const { project } = scope;
  return useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: async ({ datasource: { name, secret }, force }: { datasource: Datasource; force: boolean }) => {
      await (project === undefined
        ? done(api.DELETE('/api/v1/globaldatasources/{name}', { params: { path: { name }, query: { force } } }))
        : done(
            api.DELETE('/api/v1/projects/{project}/datasources/{name}', {
              params: { path: { project, name }, query: { force } },
            }),
          ));
      // The datasource is gone: that its secret stays is no reason to call that failed.
      if (isSecretOf(name, secret)) await dropSecret(scope, secret).catch(() => undefined);
    },
    onSuccess,
  });
}

/** What the last test of a datasource said, and when it was. */
export type LastTest = TestResult & { at: number };

function testKey(scope: DatasourceScope, name: string): readonly unknown[] {
  return ['datasource-tests', scope.project ?? '', name];
}

/** The last test of a datasource in this tab; nothing before one. */
export function useLastTest(scope: DatasourceScope, name: string): LastTest | undefined {
  const { data } = useQuery<LastTest | null>({
    queryKey: testKey(scope, name),
    queryFn: () => null,
    enabled: false,
    cacheTime: Infinity,
  });
  return data ?? undefined;
}

/** Asks a datasource step by step, and keeps what was said beside it. */
export function useTestDatasource(scope: DatasourceScope) {
  const client = useQueryClient();
  const { project } = scope;
  return useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: (name: string): Promise<TestResult> =>
      project === undefined
        ? read(api.POST('/api/v1/globaldatasources/{name}/test', { params: { path: { name } } }))
        : read(api.POST('/api/v1/projects/{project}/datasources/{name}/test', { params: { path: { project, name } } })),
    onSuccess: (result, name) => {
      client.setQueryData<LastTest>(testKey(scope, name), { ...result, at: Date.now() });
    },
  });
}
