import { useMemo, useState, type ReactNode } from 'react';
import type { BuiltinVariableDefinition } from '@perses-dev/core';
import {
  DatasourceStoreProvider,
  VariableProvider,
  type DatasourceApi,
  type ExternalVariableDefinition,
} from '@perses-dev/dashboards';
import { CanEditContext } from '../chart/can-edit';
import { DashboardColoursContext, useDashboardColours } from '../chart/use-colours';
import { createAnswerStore } from '../query/answer-store';
import { AnswersContext } from '../query/use-panel-data';
import type { DashboardDocument } from '../document/dashboard-document';
import { TimeScope, type TimeChoice } from '../time/time-scope';
import { MarkedVariables } from './marked-variables';

/** Where the data of a dashboard come from. */
export type DashboardData = {
  /** The datasources that it may ask, and at which addresses. */
  datasources: DatasourceApi;
  /** The variables that it shares with others, the nearest first. They are taken in once, at the beginning. */
  sharedVariables: ExternalVariableDefinition[];
};

/** What who looks may do. */
export type DashboardPermissions = { canEdit: boolean };

function builtin(name: string, value: string, description: string): BuiltinVariableDefinition {
  return {
    kind: 'BuiltinVariable',
    spec: { name, value: () => value, source: 'Dashboard', display: { name, description, hidden: true } },
  };
}

export type DashboardScopeProps = {
  document: DashboardDocument;
  data: DashboardData;
  time: TimeChoice;
  permissions: DashboardPermissions;
  children: ReactNode;
};

/** Datasources, time, variables, answers and colours of one dashboard, for all that draws it. Stands below a registry. */
export function DashboardScope({ document, data, time, permissions, children }: DashboardScopeProps) {
  const { name, project } = document.metadata;
  const colours = useDashboardColours(project, name);
  const [answers] = useState(createAnswerStore);
  const builtins = useMemo(
    () => [
      builtin('__dashboard', name, 'The name of the dashboard'),
      builtin('__project', project, 'The project of the dashboard'),
    ],
    [name, project],
  );
  return (
    <DatasourceStoreProvider dashboardResource={document} datasourceApi={data.datasources}>
      <TimeScope time={time}>
        <VariableProvider
          initialVariableDefinitions={document.spec.variables}
          externalVariableDefinitions={data.sharedVariables}
          builtinVariableDefinitions={builtins}
        >
          <CanEditContext.Provider value={permissions.canEdit}>
            <DashboardColoursContext.Provider value={colours}>
              <AnswersContext.Provider value={answers}>
                <MarkedVariables>{children}</MarkedVariables>
              </AnswersContext.Provider>
            </DashboardColoursContext.Provider>
          </CanEditContext.Provider>
        </VariableProvider>
      </TimeScope>
    </DatasourceStoreProvider>
  );
}
