import { useRef, useState } from 'react';
import { useLatest } from '@/lib/use-latest';
import { usePendingAction } from '@/lib/use-pending-action';
import { Kbd } from '@/kit/keys/kbd';
import { useShortcuts } from '@/kit/keys/shortcuts';
import { IconButton } from '@/kit/button/icon-button';
import { focusFirstRow } from '@/kit/table/use-row-cursor';
import { TextField } from './text-field';
import styles from './search-field.module.css';

/** Long enough that a word typed at once is one search. */
const PAUSE_MS = 200;

type SearchFieldProps = {
  /** What it searches, which is also the placeholder: 'Name, tag, owner, metric'. */
  label: string;
  value: string;
  /** The list shows what the value finds, not what the one before found. */
  isAnswered: boolean;
  /** Called when typing pauses, on Enter, and on clearing. */
  onSearch: (text: string) => void;
};

/**
 * The filter of a list. `/` goes to it, Escape empties and leaves it, Enter and the arrow downwards go into the list, as
 * soon as it shows what is typed.
 */
export function SearchField({ label, value, isAnswered, onSearch }: SearchFieldProps) {
  const [draft, setDraft] = useState(value);
  const [seen, setSeen] = useState(value);
  const [sent, setSent] = useState(value);
  const ref = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  // Another filter may have been chosen while typing paused: the search goes into the filter of that moment.
  const searchNow = useLatest((text: string) => onSearch(text));

  // Back and forward change the value from outside; our own search coming back changes nothing typed since.
  if (seen !== value) {
    setSeen(value);
    if (value !== sent) {
      setDraft(value);
      setSent(value);
    }
  }

  // Who has asked for the rows of another search must not be put into those that are there still.
  const rows = usePendingAction<'enter'>(() => {
    if (!isAnswered || draft.trim() !== sent || sent !== value) return false;
    if (document.activeElement === ref.current) focusFirstRow();
    return true;
  });

  const search = (text: string, delay: number): void => {
    rows.drop();
    setDraft(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      // Who has left the page searches nothing there any more.
      if (!ref.current) return;
      setSent(text.trim());
      searchNow(text.trim());
    }, delay);
  };
  useShortcuts('Lists', [{ keys: '/', label: 'Go to the filter', run: () => ref.current?.focus() }]);

  return (
    <div className={styles.search}>
      <TextField
        ref={ref}
        label={label}
        hidesLabel
        icon="search"
        placeholder={label}
        type="search"
        value={draft}
        onChange={(text) => search(text, PAUSE_MS)}
        onKeyDown={(event) => {
          const isSent = draft.trim() === sent;
          if (event.key === 'Enter' || event.key === 'ArrowDown') {
            event.preventDefault();
            if (!isSent) search(draft, 0);
            if (isSent || event.key === 'ArrowDown') rows.ask('enter');
          }
          if (event.key !== 'Escape') return;
          event.preventDefault();
          if (draft !== '') search('', 0);
          event.currentTarget.blur();
        }}
        trail={
          draft === '' ? (
            <span className={styles.key}>
              <Kbd keys="/" />
            </span>
          ) : (
            <IconButton icon="close" label="Empty the filter" size="small" onClick={() => search('', 0)} />
          )
        }
      />
    </div>
  );
}
