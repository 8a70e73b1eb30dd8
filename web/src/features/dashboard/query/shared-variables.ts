import { useQuery, type QueryClient } from '@tanstack/react-query';
import type { ListVariableSpec, TextVariableSpec, VariableDefinition } from '@perses-dev/core';
import type { ExternalVariableDefinition } from '@perses-dev/dashboards';
import { api, read } from '@/api/client';

/** A variable of a project or of all: its name is the resource's. */
export type VariableDocument = {
  metadata: { name: string };
  spec: { kind: 'ListVariable'; spec: ListVariableSpec } | { kind: 'TextVariable'; spec: TextVariableSpec };
};

/** The name of the source is what the editor of Perses shows. */
const SOURCES = { project: 'project', global: 'global' } as const;

function definition({ metadata, spec }: VariableDocument): VariableDefinition {
  return { kind: spec.kind, spec: { ...spec.spec, name: metadata.name } } as VariableDefinition;
}

/** In the order in which they win: a dashboard's own before the project's, and those before the global ones. */
export function externalVariables(
  ofProject: readonly VariableDocument[],
  global: readonly VariableDocument[],
): ExternalVariableDefinition[] {
  return [
    {
      source: SOURCES.project,
      tooltip: { title: 'Project variables', description: 'The variables of the project, for all of its dashboards' },
      definitions: ofProject.map(definition),
    },
    {
      source: SOURCES.global,
      tooltip: { title: 'Global variables', description: 'The variables of all projects' },
      definitions: global.map(definition),
    },
  ];
}

async function readVariables(project: string, signal: AbortSignal | undefined): Promise<ExternalVariableDefinition[]> {
  const options = signal ? { signal } : {};
  const [ofProject, global] = await Promise.all([
    read(api.GET('/api/v1/projects/{project}/variables', { params: { path: { project } }, ...options })),
    read(api.GET('/api/v1/globalvariables', options)),
  ]);
  // The documents are Perses' own; the contract leaves their inside open.
  return externalVariables(ofProject as unknown as VariableDocument[], global as unknown as VariableDocument[]);
}

function sharedVariables(project: string) {
  return {
    queryKey: ['shared variables', project],
    queryFn: ({ signal }: { signal?: AbortSignal }) => readVariables(project, signal),
    staleTime: 60_000,
    retry: 1,
  };
}

/** The variables that a project's dashboards share. They are read once for each opening of a dashboard. */
export function useSharedVariables(project: string) {
  return useQuery(sharedVariables(project));
}

/** Reads them before a dashboard asks for them. What fails is asked again then. */
export function readSharedVariablesAhead(client: QueryClient, project: string): Promise<void> {
  return client.prefetchQuery(sharedVariables(project));
}
