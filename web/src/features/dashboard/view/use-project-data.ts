import { useMemo } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { createDatasourceApi } from '../query/datasource-api';
import { useSharedVariables } from '../query/shared-variables';
import type { DashboardData } from './dashboard-scope';

/** Where the dashboards of a project have their data; undefined until the variables that they share are read. */
export type ProjectData = {
  data: DashboardData | undefined;
  /** Why the variables could not be read; the dashboard goes without them then. */
  error: unknown;
};

const NO_VARIABLES: DashboardData['sharedVariables'] = [];

/** Reads what the dashboards of a project share, once for each opening. */
export function useProjectData(project: string): ProjectData {
  const client = useQueryClient();
  const datasources = useMemo(() => createDatasourceApi(client), [client]);
  const { data: sharedVariables = NO_VARIABLES, isLoading, error } = useSharedVariables(project);
  const data = useMemo(() => ({ datasources, sharedVariables }), [datasources, sharedVariables]);
  // The scope takes variables in once, at the beginning: without them panels would ask wrong questions.
  return { data: isLoading ? undefined : data, error: sharedVariables === NO_VARIABLES ? error : null };
}
