import { useMemo, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { BuiltinVariableDefinition } from '@perses-dev/core';
import { DatasourceStoreProvider, VariableProvider } from '@perses-dev/dashboards';
import { DashboardColoursContext, useDashboardColours } from '../chart/use-colours';
import { Note } from '@/kit/page/note';
import { toFailure } from '@/lib/failure';
import { createDatasourceApi } from '../query/datasource-api';
import { useSharedVariables } from '../query/shared-variables';
import type { DashboardDocument } from '../document/dashboard-document';
import { TimeScope } from '../time/time-scope';
import type { TimeControl } from '../time/use-time-state';
import { MarkedVariables } from './marked-variables';
import { VariableAddress } from './variable-address';

function builtin(name: string, value: string, description: string): BuiltinVariableDefinition {
  return {
    kind: 'BuiltinVariable',
    spec: { name, value: () => value, source: 'Dashboard', display: { name, description, hidden: true } },
  };
}

type DashboardScopeProps = { document: DashboardDocument; time: TimeControl; children: ReactNode };

/** Datasources, time and variables of one dashboard, for the Perses parts below. */
export function DashboardScope({ document, time, children }: DashboardScopeProps) {
  const client = useQueryClient();
  const datasourceApi = useMemo(() => createDatasourceApi(client), [client]);
  const { name, project } = document.metadata;
  const colours = useDashboardColours(project, name);
  const shared = useSharedVariables(project);
  const builtins = useMemo(
    () => [
      builtin('__dashboard', name, 'The name of the dashboard'),
      builtin('__project', project, 'The project of the dashboard'),
    ],
    [name, project],
  );
  // Perses takes them in once, at the beginning: without them panels would ask wrong questions.
  if (shared.isLoading) return null;
  return (
    <DatasourceStoreProvider dashboardResource={document} datasourceApi={datasourceApi}>
      <TimeScope time={time}>
        <VariableProvider
          initialVariableDefinitions={document.spec.variables}
          externalVariableDefinitions={shared.data ?? []}
          builtinVariableDefinitions={builtins}
        >
          {shared.error && !shared.data ? (
            <Note tone="warning" title="The variables of the project could not be read">
              {toFailure(shared.error).message}. What uses them shows nothing until the page is loaded again.
            </Note>
          ) : null}
          <DashboardColoursContext.Provider value={colours}>
            <VariableAddress>
              <MarkedVariables>{children}</MarkedVariables>
            </VariableAddress>
          </DashboardColoursContext.Provider>
        </VariableProvider>
      </TimeScope>
    </DatasourceStoreProvider>
  );
}
