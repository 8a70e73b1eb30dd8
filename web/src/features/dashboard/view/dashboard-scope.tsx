import { useMemo, useState, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { BuiltinVariableDefinition } from '@perses-dev/core';
import { DatasourceStoreProvider, VariableProviderWithQueryParams } from '@perses-dev/dashboards';
import { ColourBookContext, createColourBook } from '../chart/colour-book';
import { createDatasourceApi } from '../query/datasource-api';
import type { DashboardDocument } from '../document/dashboard-document';
import { TimeScope } from '../time/time-scope';
import type { TimeControl } from '../time/use-time-state';

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
  const [book] = useState(createColourBook);
  const builtins = useMemo(
    () => [
      builtin('__dashboard', name, 'The name of the dashboard'),
      builtin('__project', project, 'The project of the dashboard'),
    ],
    [name, project],
  );
  return (
    <DatasourceStoreProvider dashboardResource={document} datasourceApi={datasourceApi}>
      <TimeScope time={time}>
        <VariableProviderWithQueryParams
          initialVariableDefinitions={document.spec.variables}
          builtinVariableDefinitions={builtins}
        >
          <ColourBookContext.Provider value={book}>{children}</ColourBookContext.Provider>
        </VariableProviderWithQueryParams>
      </TimeScope>
    </DatasourceStoreProvider>
  );
}
