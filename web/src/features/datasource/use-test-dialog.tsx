import { useState, type ReactNode } from 'react';
import type { Datasource, DatasourceScope } from './datasource-model';
import { TestDialog } from './test-dialog';

/** The dialog that tests one datasource, and how to open it. */
export function useTestDialog(scope: DatasourceScope): { open: (datasource: Datasource) => void; dialog: ReactNode } {
  const [tested, setTested] = useState<Datasource>();
  const dialog = tested && <TestDialog scope={scope} datasource={tested} onClose={() => setTested(undefined)} />;
  return { open: setTested, dialog };
}
