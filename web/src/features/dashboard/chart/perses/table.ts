import { TablePanel } from '@perses-dev/table-plugin/lib/TablePanel';
import { withPlainTable } from '../plain-table';

/** A table as Perses draws it, of the newest samples. */
export const Table = withPlainTable(TablePanel);
