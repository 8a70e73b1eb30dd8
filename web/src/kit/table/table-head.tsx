import type { ReactNode } from 'react';
import { cx } from '@/lib/cx';
import { Icon } from '@/kit/icon/icon';
import { nextSort, type Column, type SortOrder } from './table-column';
import styles from './table.module.css';

/** The class by which a column gives way in a table without much room. */
export function rankOf<Row>({ isSecondary, isTertiary }: Column<Row>): string {
  return cx(isSecondary && styles.secondary, isTertiary && styles.tertiary);
}

type TableHeadProps<Row> = {
  columns: readonly Column<Row>[];
  sort?: SortOrder | undefined;
  onSort?: ((order: SortOrder) => void) | undefined;
  /** Cells before the columns. */
  children?: ReactNode;
};

export function TableHead<Row>({ columns, sort, onSort, children }: TableHeadProps<Row>) {
  return (
    <thead>
      <tr className={styles.head}>
        {children}
        {columns.map((column) => {
          const isSorted = column.sortField !== undefined && sort?.field === column.sortField;
          return (
            <th
              key={column.key}
              scope="col"
              data-align={column.align}
              data-cut
              className={rankOf(column)}
              aria-sort={isSorted ? (sort.direction === 'asc' ? 'ascending' : 'descending') : undefined}
            >
              {column.sortField !== undefined && onSort ? (
                <button
                  type="button"
                  className={styles.sort}
                  onClick={() => onSort(nextSort(sort, column.sortField ?? ''))}
                >
                  {column.head}
                  {isSorted && <Icon name={sort.direction === 'asc' ? 'arrowUp' : 'arrowDown'} size="small" />}
                </button>
              ) : (
                column.head
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
