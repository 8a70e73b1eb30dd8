import { useRef, useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router-dom';
import { usePendingAction } from '@/lib/use-pending-action';
import { Icon } from '@/kit/icon/icon';
import { Kbd } from '@/kit/keys/kbd';
import { useModal } from '@/kit/overlay/use-modal';
import type { PaletteEntry } from '@/kit/palette/palette-registry';
import { PaletteList } from './palette-list';
import { matching, parseQuery, type PaletteSection } from './palette-model';
import { usePaletteSections } from './use-palette-sections';
import styles from './command-palette.module.css';

const LIST_ID = 'palette-list';

type CommandPaletteProps = { onClose: () => void; onKeys: () => void };

/** Search everything, do everything. Arrows move, Enter opens, Tab lists what can be done with a find. */
export function CommandPalette({ onClose, onKeys }: CommandPaletteProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const navigate = useNavigate();
  const [input, setInput] = useState('');
  const [of, setOf] = useState<PaletteEntry>();
  const [at, setAt] = useState(0);
  const found = usePaletteSections(input);
  const sections: PaletteSection[] = of
    ? [{ group: 'Do', entries: matching(of.actions ?? [], input) }]
    : found.sections;
  const entries = sections.flatMap((section) => section.entries);
  const active = entries[Math.min(at, entries.length - 1)];

  useModal(ref);

  const choose = (entry: PaletteEntry): void => {
    onClose();
    if (entry.to === undefined) entry.run();
    else navigate(entry.to);
  };
  // Who types quickly and presses Enter means the best of what fits all of the text, not what stood there before.
  const mustWait = !of && !found.isSettled && at === 0;
  const opening = usePendingAction<'the best'>(() => {
    if (mustWait || !active) return false;
    choose(active);
    return true;
  });
  const type = (text: string): void => {
    if (text === '?' && !of) return onKeys();
    setInput(text);
    setAt(0);
    opening.drop();
    return undefined;
  };
  const enter = (entry: PaletteEntry | undefined): void => {
    setOf(entry);
    type('');
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const acts: Record<string, (() => void) | undefined> = {
      ArrowDown: () => setAt(Math.min(at + 1, entries.length - 1)),
      ArrowUp: () => setAt(Math.max(at - 1, 0)),
      Enter: mustWait ? () => opening.ask('the best') : active && (() => choose(active)),
      Tab: active?.actions && !of ? () => enter(active) : () => undefined,
      Backspace: of && input === '' ? () => enter(undefined) : undefined,
    };
    const act = acts[event.key];
    if (!act || event.nativeEvent.isComposing) return;
    event.preventDefault();
    act();
  };

  return (
    <dialog
      ref={ref}
      className={styles.palette}
      aria-label="Search or jump to"
      onCancel={(event) => {
        event.preventDefault();
        if (of) enter(undefined);
        else onClose();
      }}
      onPointerDown={(event) => event.target === event.currentTarget && onClose()}
    >
      <div className={styles.frame}>
        <div className={styles.head}>
          <Icon name="search" size="title" />
          {of && <span className={styles.of}>{of.title}</span>}
          <input
            className={styles.input}
            role="combobox"
            aria-label="Search or jump to"
            aria-controls={LIST_ID}
            aria-expanded
            aria-activedescendant={active && `${LIST_ID}-${active.id}`}
            aria-autocomplete="list"
            autoComplete="off"
            spellCheck={false}
            placeholder={of ? 'What to do' : 'Dashboards, pages, actions'}
            value={input}
            onChange={(event) => type(event.target.value)}
            onKeyDown={onKeyDown}
          />
          <Kbd keys="Escape" />
        </div>
        <PaletteList
          id={LIST_ID}
          sections={sections}
          text={of ? input.trim() : parseQuery(input).words}
          active={active}
          onChoose={choose}
        />
        <footer className={styles.foot}>
          <span>
            <Kbd keys="ArrowUp ArrowDown" /> move
          </span>
          <span>
            <Kbd keys="Enter" /> open
          </span>
          <span>
            <Kbd keys="Tab" /> actions
          </span>
          <span className={styles.end}>
            <Kbd keys=">" /> only actions
          </span>
          <span>
            <Kbd keys="?" /> all keys
          </span>
        </footer>
      </div>
    </dialog>
  );
}
