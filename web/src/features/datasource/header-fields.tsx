import { useRef } from 'react';
import { flushSync } from 'react-dom';
import { fieldError } from '@/api/api-error';
import { Button } from '@/kit/button/button';
import { IconButton } from '@/kit/button/icon-button';
import { TextField } from '@/kit/field/text-field';
import { HEADERS_PATH, withRow, type HeaderRow } from './header-model';
import { HiddenField } from './hidden-field';
import styles from './datasource.module.css';

type HeaderFieldsProps = {
  rows: readonly HeaderRow[];
  /** The rows as they were read. */
  before: readonly HeaderRow[];
  isMoved: boolean;
  error: unknown;
  onChange: (rows: HeaderRow[]) => void;
};

/** Headers that go with every request: a key, a tenant. Their values are never shown again. */
export function HeaderFields({ rows, before, isMoved, error, onChange }: HeaderFieldsProps) {
  const box = useRef<HTMLFieldSetElement>(null);
  /** Takes rows away or adds one; the focus goes to the name of the row at that place, else to the button that adds. */
  const changeRows = (next: HeaderRow[], at: number): void => {
    flushSync(() => onChange(next));
    box.current?.querySelectorAll<HTMLElement>('[data-stop]')[at]?.focus();
  };
  const change = (id: number, part: Partial<HeaderRow>): void =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  return (
    <fieldset ref={box} className={styles.headers}>
      <legend className={styles.legend}>Headers</legend>
      {rows.map((row, index) => {
        const wasKept = before.some((one) => one.id === row.id && one.value.isKept && one.name === row.name);
        const label = row.name.trim() === '' ? `Value ${index + 1}` : `Value of ${row.name.trim()}`;
        return (
          <div key={row.id} className={styles.header}>
            <TextField
              label={`Header ${index + 1}`}
              placeholder="X-Scope-OrgID"
              data-stop
              isMono
              maxLength={100}
              readOnly={row.value.isKept}
              value={row.name}
              error={fieldError(error, `${HEADERS_PATH}.${row.name.trim()}`)}
              onChange={(name) => change(row.id, { name })}
            />
            <HiddenField
              label={label}
              value={row.value}
              wasKept={wasKept}
              again={isMoved ? 'The server is another one, so type it again.' : undefined}
              maxLength={1000}
              error={undefined}
              onChange={(value) => change(row.id, { value })}
            />
            <span className={styles.remove}>
              <IconButton
                icon="trash"
                label={row.name.trim() === '' ? `Remove header ${index + 1}` : `Remove the header ${row.name.trim()}`}
                onClick={() =>
                  changeRows(
                    rows.filter((one) => one.id !== row.id),
                    index,
                  )
                }
              />
            </span>
          </div>
        );
      })}
      <div>
        <Button size="small" icon="plus" data-stop onClick={() => changeRows(withRow(rows), rows.length)}>
          Add header
        </Button>
      </div>
    </fieldset>
  );
}
