import type { QueryClient } from '@tanstack/react-query';
import type { DatasourceSelector, DatasourceSpec } from '@perses-dev/core';
import type { DatasourceApi } from '@perses-dev/dashboards';
import { datasourcesOf, globalDatasources } from './datasource-documents';

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
  if (name === undefined) return ofKind.find((one) => one.spec.default);
  // Names are kept in small letters; references to them may not be.
  const named = (wanted: string): T | undefined => ofKind.find((one) => one.metadata.name === wanted);
  return named(name) ?? named(name.toLowerCase());
}

/** What the Perses components ask about datasources, answered from two cached lists. */
export function createDatasourceApi(client: QueryClient): DatasourceApi {
  const ofKind = <T extends Found>(all: T[], kind: string | undefined): T[] =>
    kind === undefined ? all : all.filter((one) => one.spec.plugin.kind === kind);
  return {
    buildProxyUrl: proxyUrl,
    getDatasource: async (project, selector) => selected(await datasourcesOf(client, project), selector),
    getGlobalDatasource: async (selector) => selected(await globalDatasources(client), selector),
    listDatasources: async (project, kind) => ofKind(await datasourcesOf(client, project), kind),
    listGlobalDatasources: async (kind) => ofKind(await globalDatasources(client), kind),
  };
}
