import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, done, read, type Schema } from '@/api/client';
import { SAID_IN_PLACE } from '@/api/query-client';
import {
  toDatasource,
  toDocument,
  type Datasource,
  type DatasourceForm,
  type DatasourceScope,
} from './datasource-model';

export type TestResult = Schema<'TestResult'>;

function keyOf(scope: DatasourceScope): readonly unknown[] {
  return scope.project === undefined ? ['globaldatasources'] : ['datasources', scope.project];
}

export function useDatasources(scope: DatasourceScope) {
  const { project } = scope;
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
function useOutdated(): () => void {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries(['datasources']);
    void client.invalidateQueries(['globaldatasources']);
  };
}

type Save = { form: DatasourceForm; before: Datasource | undefined };

/** Creates a datasource, or replaces the one before. */
export function useSaveDatasource(scope: DatasourceScope) {
  const onSuccess = useOutdated();
  const { project } = scope;
  return useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: ({ form, before }: Save) => {
      const body = toDocument(form, scope, before?.document);
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
    },
    onSuccess,
  });
}

/** Deletes one. Without force the server refuses while dashboards use it. */
export function useDeleteDatasource(scope: DatasourceScope) {
  const onSuccess = useOutdated();
  const { project } = scope;
  return useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: ({ name, force }: { name: string; force: boolean }) =>
      project === undefined
        ? done(api.DELETE('/api/v1/globaldatasources/{name}', { params: { path: { name }, query: { force } } }))
        : done(
            api.DELETE('/api/v1/projects/{project}/datasources/{name}', {
              params: { path: { project, name }, query: { force } },
            }),
          ),
    onSuccess,
  });
}

/** Asks a datasource step by step. */
export function useTestDatasource(scope: DatasourceScope) {
  const { project } = scope;
  return useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: (name: string): Promise<TestResult> =>
      project === undefined
        ? read(api.POST('/api/v1/globaldatasources/{name}/test', { params: { path: { name } } }))
        : read(api.POST('/api/v1/projects/{project}/datasources/{name}/test', { params: { path: { project, name } } })),
  });
}
