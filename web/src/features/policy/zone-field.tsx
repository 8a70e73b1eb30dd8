import { useId, useMemo, useState, type KeyboardEvent } from 'react';
import { Field } from '@/kit/field/field';
import { useNow } from '@/kit/text/clock';
import { allZones, findZones, namedZone, zoneNote } from './time-zones';
import styles from './zone-field.module.css';

type ZoneFieldProps = { value: string; onChange: (zone: string) => void; error: string | undefined };

/** A time zone by its name: typing finds it, arrows and Enter choose, and it says what its clocks show now. */
export function ZoneField({ value, onChange, error }: ZoneFieldProps) {
  const [text, setText] = useState<string>();
  const [at, setAt] = useState(0);
  const listId = useId();
  const now = useNow();
  const zones = useMemo(() => allZones(), []);
  const isOpen = text !== undefined;
  const found = useMemo(() => (text === undefined ? [] : findZones(zones, text)), [zones, text]);
  const close = (): void => setText(undefined);
  const choose = (zone: string | undefined): void => {
    if (zone !== undefined) onChange(zone);
    close();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen) setText('');
      else setAt((at + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % Math.max(1, found.length));
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault();
      choose(found[at]);
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  };
  return (
    <Field label="Time zone" error={error} className={styles.field}>
      {(control) => (
        <div className={styles.box}>
          <input
            {...control}
            className={styles.input}
            role="combobox"
            aria-expanded={isOpen}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={isOpen && found[at] !== undefined ? `${listId}-${at}` : undefined}
            autoComplete="off"
            spellCheck={false}
            placeholder={value}
            value={text ?? value}
            onFocus={(event) => event.currentTarget.select()}
            onClick={() => !isOpen && setText('')}
            onChange={(event) => {
              setText(event.target.value);
              setAt(0);
            }}
            onKeyDown={onKeyDown}
            // Who typed the whole name of a zone means it.
            onBlur={() => choose(text === undefined ? undefined : namedZone(zones, text))}
          />
          {!isOpen && <span className={styles.note}>{zoneNote(value, now)}</span>}
          {isOpen && (
            <div id={listId} className={styles.list} role="listbox" aria-label="Time zones">
              {found.map((zone, index) => (
                <div
                  key={zone}
                  id={`${listId}-${index}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === at}
                  className={styles.option}
                  // The field keeps the focus; the press comes before it would lose it.
                  onMouseDown={(event) => {
                    event.preventDefault();
                    choose(zone);
                  }}
                >
                  <span className="cut">{zone.replaceAll('_', ' ')}</span>
                  <span className={styles.note}>{zoneNote(zone, now)}</span>
                </div>
              ))}
              {found.length === 0 && <p className={styles.none}>No zone has this name</p>}
            </div>
          )}
        </div>
      )}
    </Field>
  );
}
