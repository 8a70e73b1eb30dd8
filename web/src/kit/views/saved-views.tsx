import { useEffect, useRef, useState, type FormEvent, type RefObject } from 'react';
import { Link } from 'react-router-dom';
import { useWindowListener } from '@/lib/use-window-listener';
import { Button } from '@/kit/button/button';
import { IconButton } from '@/kit/button/icon-button';
import { TextField } from '@/kit/field/text-field';
import { Icon } from '@/kit/icon/icon';
import { Menu } from '@/kit/overlay/menu';
import { Popover } from '@/kit/overlay/popover';
import styles from './saved-views.module.css';

type View = { name: string; query: string };

type SavedViewsBarProps = {
  views: readonly View[];
  /** The address of the page without a query. */
  path: string;
  /** What the address says now. */
  query: string;
  onSave: (name: string, query: string) => void;
  onRemove: (name: string) => void;
  isFull: boolean;
};

/** The first ones stand beside the tabs, the rest is in the menu. */
const IN_SIGHT = 2;

/** A person's own views of a list: links, and a way to keep the present one. */
export function SavedViewsBar({ views, path, query, onSave, onRemove, isFull }: SavedViewsBarProps) {
  const current = views.find((view) => view.query === query);
  const bar = useRef<HTMLDivElement>(null);
  useFocusInBar(bar, views);
  return (
    <div ref={bar} className={styles.bar}>
      {views.slice(0, IN_SIGHT).map((view) => (
        <Link
          key={view.name}
          className={styles.view}
          to={`${path}?${view.query}`}
          aria-current={view === current ? 'true' : undefined}
        >
          <Icon name="bookmark" />
          <span className="cut">{view.name}</span>
        </Link>
      ))}
      {views.length > 0 && <ViewsMenu views={views} path={path} current={current} onRemove={onRemove} />}
      {!current && <SaveView query={query} isFull={isFull} onSave={onSave} />}
    </div>
  );
}

/** Saving and deleting take the button that did it away: the focus goes to the view that was kept, or stays in the bar. */
function useFocusInBar(bar: RefObject<HTMLElement>, views: readonly View[]): void {
  const hadFocus = useRef(false);
  useWindowListener('focusin', () => {
    if (document.activeElement !== document.body)
      hadFocus.current = bar.current?.contains(document.activeElement) ?? false;
  });
  useEffect(() => {
    if (!hadFocus.current || document.activeElement !== document.body) return;
    const target =
      bar.current?.querySelector<HTMLElement>('[aria-current="true"]') ?? bar.current?.querySelector('button');
    target?.focus();
  }, [bar, views]);
}

type ViewsMenuProps = Pick<SavedViewsBarProps, 'views' | 'path' | 'onRemove'> & { current: View | undefined };

function ViewsMenu({ views, path, current, onRemove }: ViewsMenuProps) {
  return (
    <Menu
      label="Saved views"
      align="end"
      trigger={(control) => <IconButton {...control} icon="more" label="Saved views" />}
      items={[
        ...views.map((view) => ({
          label: view.name,
          icon: 'bookmark' as const,
          isChosen: view === current,
          to: `${path}?${view.query}`,
        })),
        ...views.map((view, index) => ({
          label: `Delete view ${view.name}`,
          icon: 'trash' as const,
          isDanger: true,
          startsGroup: index === 0,
          onSelect: () => onRemove(view.name),
        })),
      ]}
    />
  );
}

function SaveView({ query, isFull, onSave }: Pick<SavedViewsBarProps, 'query' | 'isFull' | 'onSave'>) {
  const [isOpen, setIsOpen] = useState(false);
  const [name, setName] = useState('');
  const ref = useRef<HTMLButtonElement>(null);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const trimmed = name.trim();
    if (trimmed === '') return;
    onSave(trimmed, query);
    setName('');
    setIsOpen(false);
    ref.current?.focus();
  };
  return (
    <>
      <Button
        ref={ref}
        variant="text"
        icon="plus"
        disabledReason={isFull ? 'You have 50 views. Delete one first.' : undefined}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(true)}
      >
        Save view
      </Button>
      {isOpen && (
        <Popover anchor={ref} label="Save view" align="end" onClose={() => setIsOpen(false)}>
          <form className={styles.form} onSubmit={save}>
            <TextField label="Name of the view" maxLength={60} value={name} onChange={setName} />
            <Button type="submit" variant="filled" disabledReason={name.trim() === '' ? 'Give it a name' : undefined}>
              Save view
            </Button>
          </form>
        </Popover>
      )}
    </>
  );
}
