import {
  useInfiniteQuery,
  useQuery,
  type QueryClient,
  type QueryKey,
  type UseInfiniteQueryResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { api, done, read, type Schema } from '@/api/client';
import { RESOURCES } from '@/api/resources';
import { readDocument, type DashboardDocument } from './document/dashboard-document';

export type Catalog = Schema<'Catalog'>;
export type CatalogEntry = Schema<'CatalogEntry'>;
export type VersionEntry = Schema<'VersionEntry'>;
export type DashboardDiff = Schema<'DashboardDiff'>;
export type ImportRequest = Schema<'ImportRequest'>;
export type ImportResult = Schema<'ImportResult'>;

/** A document with what a later save must present, so that nobody's work is overwritten unseen. */
export type Versioned = { document: DashboardDocument; etag: string };

/** All that is read about the dashboards of a project; invalidated as one. */
export function dashboardsKey(project: string, ...rest: readonly unknown[]): QueryKey {
  return [...RESOURCES.dashboards(project).key, ...rest];
}

async function versioned(answer: Promise<{ data?: unknown; response: Response }>): Promise<Versioned> {
  const { data, response } = await answer;
  const document = readDocument(data);
  return { document, etag: response.headers.get('ETag') ?? `"${document.metadata.version}"` };
}

function body(document: DashboardDocument): Record<string, unknown> {
  return { ...document };
}

export function fetchDashboard(project: string, name: string, signal?: AbortSignal): Promise<Versioned> {
  return versioned(
    api.GET('/api/v1/projects/{project}/dashboards/{name}', {
      params: { path: { project, name } },
      ...(signal && { signal }),
    }),
  );
}

function documentQuery(project: string, name: string) {
  return {
    queryKey: dashboardsKey(project, 'document', name),
    queryFn: ({ signal }: { signal?: AbortSignal }) => fetchDashboard(project, name, signal),
    staleTime: 30_000,
  };
}

/** Reads a document before a page asks for it. What fails is asked again then. */
export function readDocumentAhead(client: QueryClient, project: string, name: string): Promise<void> {
  return client.prefetchQuery(documentQuery(project, name));
}

export function useDashboardDocument(
  project: string,
  name: string,
  reading: 'as known' | 'anew' = 'as known',
): UseQueryResult<Versioned> {
  return useQuery({
    ...documentQuery(project, name),
    refetchOnMount: reading === 'anew' ? 'always' : true,
  });
}

export type Save = { project: string; name: string; document: DashboardDocument; etag: string; message: string };

/** Saves over the version that the tag names; anybody else's newer one is a conflict (409). */
export function saveDashboard({ project, name, document, etag, message }: Save): Promise<Versioned> {
  return versioned(
    api.PUT('/api/v1/projects/{project}/dashboards/{name}', {
      params: {
        path: { project, name },
        header: { 'If-Match': etag },
        query: message === '' ? {} : { message },
      },
      body: body(document),
    }),
  );
}

/** A name in the bin is refused with the code in_bin, unless `restore` says that somebody was asked. */
export function createDashboard(
  project: string,
  document: DashboardDocument,
  { message = '', restore = false } = {},
): Promise<Versioned> {
  return versioned(
    api.POST('/api/v1/projects/{project}/dashboards', {
      params: { path: { project }, query: { restore, ...(message !== '' && { message }) } },
      body: body(document),
    }),
  );
}

export function archiveDashboard(project: string, name: string): Promise<void> {
  return done(api.DELETE('/api/v1/projects/{project}/dashboards/{name}', { params: { path: { project, name } } }));
}

export function restoreDashboard(project: string, name: string): Promise<void> {
  return done(
    api.POST('/api/v1/projects/{project}/dashboards/{name}/restore', { params: { path: { project, name } } }),
  );
}

/** Deletes for ever. */
export function purgeDashboard(project: string, name: string): Promise<void> {
  return done(
    api.DELETE('/api/v1/projects/{project}/dashboards/{name}', {
      params: { path: { project, name }, query: { force: true } },
    }),
  );
}

/** What a document changes of the version that it was made from; what others saved since is not in it. */
export function diffDraft(
  project: string,
  name: string,
  document: DashboardDocument,
  from: number,
): Promise<DashboardDiff> {
  return read(
    api.POST('/api/v1/projects/{project}/dashboards/{name}/diff', {
      params: { path: { project, name }, query: { from } },
      body: body(document),
    }),
  );
}

export function diffVersions(project: string, name: string, from: number, to: number): Promise<DashboardDiff> {
  return read(
    api.GET('/api/v1/projects/{project}/dashboards/{name}/diff', {
      params: { path: { project, name }, query: { from, to } },
    }),
  );
}

export async function fetchVersion(project: string, name: string, version: number): Promise<DashboardDocument> {
  const path = { project, name, version };
  return readDocument(
    await read(api.GET('/api/v1/projects/{project}/dashboards/{name}/history/{version}', { params: { path } })),
  );
}

export function restoreVersion(project: string, name: string, version: number): Promise<Versioned> {
  const path = { project, name, version };
  return versioned(
    api.POST('/api/v1/projects/{project}/dashboards/{name}/history/{version}/restore', { params: { path } }),
  );
}

export function useVersions(project: string, name: string): UseInfiniteQueryResult<Schema<'VersionPage'>> {
  return useInfiniteQuery({
    queryKey: RESOURCES.history(project, name).key,
    queryFn: ({ pageParam, signal }) =>
      read(
        api.GET('/api/v1/projects/{project}/dashboards/{name}/history', {
          params: { path: { project, name }, query: { limit: 50, cursor: readCursor(pageParam) } },
          ...(signal && { signal }),
        }),
      ),
    getNextPageParam: (page) => nextCursor(page.next_cursor),
  });
}

export function importDashboard(project: string, request: ImportRequest): Promise<ImportResult> {
  return read(api.POST('/api/v1/projects/{project}/imports', { params: { path: { project } }, body: request }));
}

export function recordView(project: string, dashboard: string): Promise<void> {
  return done(api.POST('/api/v1/view', { body: { project, dashboard } }));
}

export function startCheck(project: string, asset: string): Promise<Schema<'StartedRun'>> {
  return read(
    api.POST('/api/v1/projects/{project}/validations', {
      params: { path: { project } },
      body: { environment: 'builtin', assets: [asset] },
    }),
  );
}

/** Where the browser downloads a dashboard from. */
export function exportUrl(project: string, name: string, format: 'json' | 'yaml'): string {
  const path = [project, name].map(encodeURIComponent);
  return `/api/v1/projects/${path[0]}/dashboards/${path[1]}/export?format=${format}`;
}

export function readCursor(pageParam: unknown): string | undefined {
  return typeof pageParam === 'string' && pageParam !== '' ? pageParam : undefined;
}

export function nextCursor(cursor: string | undefined): string | undefined {
  return cursor === undefined || cursor === '' ? undefined : cursor;
}

/** After a save: the new document is known, everything about it in lists is not. */
export function rememberSaved(client: QueryClient, project: string, saved: Versioned): void {
  client.setQueryData(dashboardsKey(project, 'document', saved.document.metadata.name), saved);
  for (const part of ['catalog', 'history', 'entry']) void client.invalidateQueries(dashboardsKey(project, part));
}
