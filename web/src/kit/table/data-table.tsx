import type { MouseEvent, ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { cx } from '@/lib/cx';
import { Checkbox } from '@/kit/field/choice';
import { useIsNarrow } from '@/kit/responsive/use-narrow';
import { rankOf, TableHead } from './table-head';
import type { Column, NarrowRow, SortOrder } from './table-column';
import { useRowCursor } from './use-row-cursor';
import styles from './table.module.css';

type Selection = { keys: ReadonlySet<string>; onChange: (keys: Set<string>) => void; name: (key: string) => string };

export type DataTableProps<Row> = {
  /** What the table lists: 'Dashboards'. */
  label: string;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  columns: readonly Column<Row>[];
  narrow: (row: Row) => NarrowRow;
  /** Opens a row: Enter, or a click beside its controls. */
  onOpen?: (row: Row) => void;
  /** The address of the row, for the narrow form, where the whole row is a link. */
  rowTo?: (row: Row) => string;
  /** The row that the side sheet shows. */
  openKey?: string | undefined;
  selection?: Selection;
  sort?: SortOrder | undefined;
  onSort?: (order: SortOrder) => void;
  /** Left out inside a card, which has the frame already. */
  isFramed?: boolean;
  /** Needs input is the one state that tints its row. */
  tone?: (row: Row) => 'needs-input' | undefined;
  /** A row that just changed in place: its fill fades. */
  isChanged?: (row: Row) => boolean;
};

function toggled(keys: ReadonlySet<string>, key: string): Set<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}

function isOnControl(event: MouseEvent<HTMLElement>): boolean {
  return event.target instanceof Element && event.target.closest('a, button, input, label, select') !== null;
}

/** A list as a table; two lines a row when the window is narrow. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { rows, rowKey, onOpen, selection } = props;
  const isNarrow = useIsNarrow();
  const keys = rows.map(rowKey);
  const rowProps = useRowCursor(keys, {
    onOpen:
      onOpen &&
      ((key) => {
        const row = rows.find((candidate) => rowKey(candidate) === key);
        if (row) onOpen(row);
      }),
    onToggle: selection && ((key) => selection.onChange(toggled(selection.keys, key))),
  });
  return isNarrow ? <NarrowTable {...props} rowProps={rowProps} /> : <WideTable {...props} rowProps={rowProps} />;
}

type Inner<Row> = DataTableProps<Row> & { rowProps: ReturnType<typeof useRowCursor> };

function WideTable<Row>({
  label,
  rows,
  rowKey,
  columns,
  onOpen,
  openKey,
  selection,
  sort,
  onSort,
  tone,
  isChanged,
  isFramed = true,
  rowProps,
}: Inner<Row>) {
  return (
    <div className={cx(styles.room, isFramed && styles.frame)}>
      <table className={styles.table} aria-label={label}>
        <colgroup>
          {selection && <col className={styles.checkColumn} />}
          {columns.map((column) => (
            <col key={column.key} style={{ width: column.width }} className={rankOf(column)} />
          ))}
        </colgroup>
        <TableHead columns={columns} sort={sort} onSort={onSort}>
          {selection && <SelectAll keys={rows.map(rowKey)} selection={selection} label={label} />}
        </TableHead>
        <tbody>
          {rows.map((row) => {
            const key = rowKey(row);
            return (
              <tr
                key={key}
                {...rowProps(key)}
                className={cx(styles.row, onOpen && styles.opens, isChanged?.(row) && 'row-changed')}
                data-tone={tone?.(row)}
                data-open={key === openKey || undefined}
                aria-selected={selection?.keys.has(key)}
                onClick={(event) => !isOnControl(event) && onOpen?.(row)}
              >
                {selection && (
                  <td>
                    <Checkbox
                      label={`Select ${selection.name(key)}`}
                      hidesLabel
                      checked={selection.keys.has(key)}
                      onChange={() => selection.onChange(toggled(selection.keys, key))}
                    />
                  </td>
                )}
                {columns.map((column) => (
                  <td key={column.key} data-align={column.align} className={rankOf(column)}>
                    <div className={cx(styles.cell, column.align === 'end' && 'num')} data-cut>
                      {column.cell(row)}
                    </div>
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function SelectAll({ keys, selection, label }: { keys: readonly string[]; selection: Selection; label: string }) {
  const chosen = keys.filter((key) => selection.keys.has(key)).length;
  const areAll = chosen === keys.length && keys.length > 0;
  return (
    <th scope="col">
      <Checkbox
        label={`Select all ${label} on this page`}
        hidesLabel
        checked={areAll}
        isPartial={chosen > 0 && !areAll}
        onChange={(checked) => selection.onChange(new Set(checked ? keys : []))}
      />
    </th>
  );
}

function NarrowTable<Row>({
  label,
  rows,
  rowKey,
  narrow,
  onOpen,
  rowTo,
  openKey,
  tone,
  isChanged,
  isFramed = true,
  rowProps,
}: Inner<Row>) {
  return (
    <ul className={cx(isFramed && styles.bleeds)} aria-label={label}>
      {rows.map((row) => {
        const key = rowKey(row);
        const lines = <NarrowLines {...narrow(row)} />;
        return (
          <li
            key={key}
            className={cx(styles.narrowRow, isChanged?.(row) && 'row-changed')}
            data-tone={tone?.(row)}
            data-open={key === openKey || undefined}
          >
            {rowTo && (
              <Link className={styles.narrowLines} to={rowTo(row)}>
                {lines}
              </Link>
            )}
            {!rowTo && onOpen && (
              <button type="button" {...rowProps(key)} className={styles.narrowLines} onClick={() => onOpen(row)}>
                {lines}
              </button>
            )}
            {!rowTo && !onOpen && <div className={styles.narrowLines}>{lines}</div>}
          </li>
        );
      })}
    </ul>
  );
}

function NarrowLines({ glyph, title, end, detail, detailEnd }: NarrowRow): ReactNode {
  return (
    <>
      {glyph !== undefined && <span className={styles.narrowGlyph}>{glyph}</span>}
      <span className={cx('cut', styles.narrowTitle)}>{title}</span>
      <span className={styles.narrowEnd}>{end}</span>
      <span className={cx('cut', styles.narrowDetail)}>{detail}</span>
      <span className={styles.narrowEnd}>{detailEnd}</span>
    </>
  );
}
