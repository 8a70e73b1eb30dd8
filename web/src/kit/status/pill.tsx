import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { StatusGlyph } from './status-glyph';
import type { StatusFace } from './status-table';
import styles from './pill.module.css';

type PillProps = {
  face: StatusFace;
  label?: string;
  detail?: ReactNode;
  /** Where a click leads. Without it the pill is not a control. */
  to?: string;
};

/** A state beside a title. The frame stays grey: only the glyph has the colour. */
export function Pill({ face, label, detail, to }: PillProps) {
  const inside = (
    <>
      <StatusGlyph glyph={face.glyph} size="inline" />
      <span>{label ?? face.label}</span>
      {detail !== undefined && <span className={styles.detail}>{detail}</span>}
    </>
  );
  if (to === undefined) return <span className={styles.pill}>{inside}</span>;
  return (
    <Link className={styles.pill} to={to}>
      {inside}
    </Link>
  );
}
