import { useState, type ReactNode } from 'react';
import { useTestDatasource } from './api';
import type { Datasource, DatasourceScope } from './datasource-model';
import { TestDialog } from './test-dialog';

/** The dialog that tests one datasource, and how to open it. */
export function useTestDialog(scope: DatasourceScope): { open: (datasource: Datasource) => void; dialog: ReactNode } {
  const [tested, setTested] = useState<Datasource>();
  const test = useTestDatasource(scope);
  const dialog = tested && <TestDialog test={test} datasource={tested} onClose={() => setTested(undefined)} />;
  const open = (datasource: Datasource): void => {
    setTested(datasource);
    test.mutate(datasource.name);
  };
  return { open, dialog };
}
