import { Kbd } from '@/kit/keys/kbd';
import type { PaletteEntry } from '@/kit/palette/palette-registry';
import { highlight, type PaletteSection } from './palette-model';
import styles from './command-palette.module.css';

type PaletteListProps = {
  id: string;
  sections: readonly PaletteSection[];
  text: string;
  active: PaletteEntry | undefined;
  onChoose: (entry: PaletteEntry) => void;
};

/** The row that the arrows have reached is in sight. */
function keepInSight(row: HTMLElement | null): void {
  row?.scrollIntoView({ block: 'nearest' });
}

/** The finds, in groups. The focus stays in the field; the active row is told by its id. */
export function PaletteList({ id, sections, text, active, onChoose }: PaletteListProps) {
  return (
    <div id={id} role="listbox" aria-label="Finds" className={styles.list}>
      {sections.map((section) => (
        <div key={section.group} role="group" aria-label={section.group}>
          <p className={styles.group} aria-hidden="true">
            {section.group}
          </p>
          {section.entries.map((entry) => (
            // The keys are those of the field, which keeps the focus.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div
              key={entry.id}
              id={`${id}-${entry.id}`}
              ref={entry === active ? keepInSight : undefined}
              role="option"
              aria-selected={entry === active}
              className={styles.row}
              onClick={() => onChoose(entry)}
            >
              <span className={styles.glyph}>{entry.glyph}</span>
              <span className={styles.title}>
                {highlight(entry.title, text).map((part) =>
                  part.isMatch ? <b key={part.at}>{part.text}</b> : <span key={part.at}>{part.text}</span>,
                )}
              </span>
              {entry.detail !== undefined && <span className={`cut ${styles.detail}`}>{entry.detail}</span>}
              {entry === active && (
                <span className={styles.end}>
                  <Kbd keys="Enter" />
                </span>
              )}
            </div>
          ))}
        </div>
      ))}
      {sections.every((section) => section.entries.length === 0) && (
        <p className={styles.none}>{text === '' ? 'Nothing here yet' : `Nothing has ‘${text}’ in its name`}</p>
      )}
    </div>
  );
}
