import { useId, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Icon } from '@/kit/icon/icon';
import { Field, type FieldFrame } from './field';
import styles from './combobox.module.css';

export type Choice = {
  value: string;
  label: string;
  /** Grey words at its right. */
  note?: string;
};

type ComboboxProps = Pick<FieldFrame, 'hint' | 'error'> & {
  label: string;
  /** What stands in the field while nobody types. */
  shown: string;
  /** Grey words at the right of it. */
  note?: ReactNode;
  /** The choices for what was typed, best first. '' stands for everything, as far as a list is of use. */
  find: (typed: string) => readonly Choice[];
  /** The value that a text means by itself when the field is left; undefined for less than a whole name. */
  named: (typed: string) => string | undefined;
  /** What the list is called: 'Time zones'. */
  listLabel: string;
  /** What stands in a list of nothing: 'No zone has this name'. */
  none: string;
  onChange: (value: string) => void;
};

/** A row that the arrows have reached is in sight. */
function keepInSight(row: HTMLElement | null): void {
  row?.scrollIntoView({ block: 'nearest' });
}

/** One of many values: typing finds it, arrows and Enter choose, Escape leaves it as it was. */
export function Combobox(props: ComboboxProps) {
  const { label, hint, error, shown, note, find, named, listLabel, none, onChange } = props;
  const [text, setText] = useState<string>();
  const [at, setAt] = useState(0);
  const listId = useId();
  const isOpen = text !== undefined;
  const found = useMemo(() => (text === undefined ? [] : find(text)), [find, text]);
  const write = (typed: string): void => {
    setText(typed);
    setAt(0);
  };
  const choose = (value: string | undefined): void => {
    if (value !== undefined) onChange(value);
    setText(undefined);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen) write('');
      else setAt((at + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % Math.max(1, found.length));
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault();
      choose(found[at]?.value);
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      setText(undefined);
    }
  };
  return (
    <Field {...{ label, hint, error }} className={styles.field}>
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
            placeholder={shown}
            value={text ?? shown}
            onFocus={(event) => event.currentTarget.select()}
            onClick={() => !isOpen && write('')}
            onChange={(event) => write(event.target.value)}
            onKeyDown={onKeyDown}
            // Who typed a whole name means it.
            onBlur={() => choose(text === undefined ? undefined : named(text))}
          />
          <span className={styles.trail}>
            {!isOpen && note !== undefined && <span className={styles.note}>{note}</span>}
            <Icon name="chevronDown" size="small" />
          </span>
          {isOpen && <Choices {...{ listId, listLabel, none, found, at }} onChoose={choose} />}
        </div>
      )}
    </Field>
  );
}

type ChoicesProps = Pick<ComboboxProps, 'listLabel' | 'none'> & {
  listId: string;
  found: readonly Choice[];
  /** Where the arrows are. */
  at: number;
  onChoose: (value: string) => void;
};

function Choices({ listId, listLabel, none, found, at, onChoose }: ChoicesProps) {
  return (
    <div id={listId} className={styles.list} role="listbox" aria-label={listLabel}>
      {found.map((choice, index) => (
        <div
          key={choice.value}
          id={`${listId}-${index}`}
          ref={index === at ? keepInSight : undefined}
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          className={styles.option}
          // The field keeps the focus; the press comes before it would lose it.
          onMouseDown={(event) => {
            event.preventDefault();
            onChoose(choice.value);
          }}
        >
          <span className="cut">{choice.label}</span>
          <span className={styles.note}>{choice.note}</span>
        </div>
      ))}
      {found.length === 0 && <p className={styles.none}>{none}</p>}
    </div>
  );
}
