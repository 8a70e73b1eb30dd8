import type { KeyboardEvent } from 'react';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { Avatar } from '@/kit/text/person';
import { useNow } from '@/kit/text/clock';
import { counted } from '@/lib/numbers';
import { cx } from '@/lib/cx';
import { faceOf, STATUS_LETTERS, type HealthEntry } from './health';
import { shortSpan, stateAge } from './health-words';
import type { CellPlace, MatrixRow, MatrixSection } from './matrix';
import styles from './matrix.module.css';

type CellProps = {
  place: CellPlace;
  openSheet: { environment: string; asset: string } | undefined;
  cellRef: (at: CellPlace, element: HTMLElement | null) => void;
  onFocus: (at: CellPlace) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onOpen: (entry: HealthEntry) => void;
};

type MatrixSectionProps = CellProps & { section: MatrixSection; columns: readonly string[]; firstRow: number };

export function MatrixSectionRows({ section, columns, firstRow, ...cell }: MatrixSectionProps) {
  return (
    <tbody>
      {section.name !== undefined && (
        <tr className={styles.groupHead}>
          <th scope="rowgroup" colSpan={columns.length + 1}>
            <Avatar name={section.name} /> {section.name}{' '}
            {section.total !== undefined && <span className="tertiary">{counted(section.total, 'dashboard')}</span>}
          </th>
        </tr>
      )}
      {section.rows.map((row, index) => (
        <MatrixRowCells key={row.key} row={row} columns={columns} at={firstRow + index} {...cell} />
      ))}
    </tbody>
  );
}

function MatrixRowCells({
  row,
  columns,
  at,
  ...cell
}: CellProps & { row: MatrixRow; columns: readonly string[]; at: number }) {
  return (
    <tr className={styles.row}>
      <th scope="row" className={cx('cut', styles.title)} title={row.title}>
        {row.title}
      </th>
      {columns.map((id, column) => (
        <td key={id}>
          <MatrixCell entry={row.cells.get(id)} title={row.title} at={{ row: at, column }} {...cell} />
        </td>
      ))}
    </tr>
  );
}

function MatrixCell({
  entry,
  title,
  at,
  place,
  openSheet,
  cellRef,
  onFocus,
  onKeyDown,
  onOpen,
}: CellProps & { entry: HealthEntry | undefined; title: string; at: CellPlace }) {
  const now = useNow();
  const common = {
    ref: (element: HTMLElement | null) => cellRef(at, element),
    tabIndex: place.row === at.row && place.column === at.column ? 0 : -1,
    onFocus: () => onFocus(at),
    onKeyDown,
  };
  if (!entry) {
    return (
      <span {...common} className={styles.absent}>
        not here
      </span>
    );
  }
  const age = stateAge(entry.since, now);
  const face = faceOf(entry.status);
  return (
    <button
      {...common}
      type="button"
      className={styles.cell}
      data-status={entry.status}
      data-open={(openSheet?.asset === entry.asset && openSheet.environment === entry.environment) || undefined}
      onClick={() => onOpen(entry)}
    >
      <span className="sr-only">{title}: </span>
      <StatusGlyph glyph={face.glyph} size="inline" label={face.label} />
      <span className="strong">{STATUS_LETTERS[entry.status]}</span>
      <span className={cx('num', styles.age)}>{age === undefined ? 'never' : shortSpan(age)}</span>
    </button>
  );
}
