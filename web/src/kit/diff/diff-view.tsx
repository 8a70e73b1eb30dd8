import { useRef, useState, type KeyboardEvent } from 'react';
import { counted } from '@/lib/numbers';
import { Icon } from '@/kit/icon/icon';
import { IconButton } from '@/kit/button/icon-button';
import { useShortcuts } from '@/kit/keys/shortcuts';
import {
  countWords,
  KIND_SIGNS,
  KIND_WORDS,
  restOfFields,
  splitPath,
  valueText,
  type Diff,
  type DiffChange,
  type DiffField,
  type DiffKind,
} from './diff-model';
import styles from './diff-view.module.css';

function Side({ label, value }: { label: string; value: string | undefined }) {
  return (
    <div className={styles.side}>
      <span className={styles.label}>{label}</span>
      <pre className={styles.value}>{value ?? <span className={styles.none}>not there</span>}</pre>
    </div>
  );
}

function FieldRow({ field }: { field: DiffField }) {
  const { lead, tail } = splitPath(field.path);
  return (
    <div>
      <p className={styles.path}>
        <span className={styles.lead}>{lead}</span>
        {tail}
      </p>
      <div className={styles.sides}>
        <Side label="Before" value={valueText(field.before)} />
        <Side label="After" value={valueText(field.after)} />
      </div>
    </div>
  );
}

function Sign({ kind }: { kind: DiffKind }) {
  return (
    <span className={styles.sign} role="img" aria-label={KIND_WORDS[kind]}>
      {KIND_SIGNS[kind]}
    </span>
  );
}

function Change({ change }: { change: DiffChange }) {
  const [isOpen, setIsOpen] = useState(false);
  const fields = change.fields ?? [];
  const words = (
    <>
      <Sign kind={change.kind} />
      <span className={styles.words}>{change.sentence}</span>
    </>
  );
  if (fields.length === 0) return <div className={styles.sentence}>{words}</div>;
  return (
    <>
      <button type="button" className={styles.sentence} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        {words}
        <Icon name={isOpen ? 'chevronDown' : 'chevronRight'} size="small" />
      </button>
      {isOpen && (
        <div className={styles.fields}>
          {fields.map((field) => (
            <FieldRow key={field.path} field={field} />
          ))}
        </div>
      )}
    </>
  );
}

function RestOfFields({ fields }: { fields: readonly DiffField[] }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button type="button" className={styles.rest} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        <Icon name={isOpen ? 'chevronDown' : 'chevronRight'} size="small" />
        {counted(fields.length, 'other field')}
      </button>
      {isOpen && (
        <ul className={styles.list}>
          {fields.map((field) => (
            <li key={field.path} className={styles.change} data-change tabIndex={-1}>
              <div className={styles.sentence}>
                <Sign kind={field.kind} />
                <div className={styles.words}>
                  <FieldRow field={field} />
                </div>
              </div>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** What changed: sentences first, each with its fields; then, on demand, the fields that no sentence speaks of. */
export function DiffView({ diff }: { diff: Diff }) {
  const list = useRef<HTMLDivElement>(null);
  const rest = restOfFields(diff);
  const step = (by: 1 | -1): void => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-change]') ?? [])];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const next = rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
    next?.focus();
  };
  useShortcuts('Difference', [
    { keys: 'n', label: 'Next change', run: () => step(1) },
    { keys: 'p', label: 'Previous change', run: () => step(-1) },
  ]);
  // Below a dialog the page's shortcuts rest, but these belong to what is in the dialog.
  const onKeyDown = (event: KeyboardEvent): void => {
    const isPlain = !event.metaKey && !event.ctrlKey && !event.altKey;
    if (isPlain && (event.key === 'n' || event.key === 'p') && event.currentTarget.closest('dialog'))
      step(event.key === 'n' ? 1 : -1);
  };
  return (
    <div ref={list} className={styles.diff} role="presentation" onKeyDown={onKeyDown}>
      <div className={styles.bar}>
        <span role="status">{countWords(diff.counts)}</span>
        {diff.changes.length > 1 && (
          <span className={styles.steps}>
            <IconButton icon="arrowUp" label="Previous change" keys="p" size="small" onClick={() => step(-1)} />
            <IconButton icon="arrowDown" label="Next change" keys="n" size="small" onClick={() => step(1)} />
          </span>
        )}
      </div>
      {diff.changes.length > 0 && (
        <ul className={styles.list}>
          {diff.changes.map((change, index) => (
            <li key={`${index} ${change.sentence}`} className={styles.change} data-change tabIndex={-1}>
              <Change change={change} />
            </li>
          ))}
        </ul>
      )}
      {rest.length > 0 && <RestOfFields fields={rest} />}
    </div>
  );
}
