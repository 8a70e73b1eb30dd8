import { useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { Link } from 'react-router-dom';
import { cx } from '@/lib/cx';
import { Icon } from '@/kit/icon/icon';
import type { IconName } from '@/kit/icon/icon-paths';
import { Popover } from './popover';
import type { Align, Side } from './use-anchored';
import styles from './menu.module.css';

export type MenuItem = {
  label: string;
  icon?: IconName;
  /** What stands at the right in grey: keys, or the present value. */
  hint?: ReactNode;
  /** Draws a check: this one is chosen. */
  isChosen?: boolean;
  isDanger?: boolean;
  /** Why it can't be chosen now. */
  disabledReason?: string | undefined;
  /** Begins a new group: a line above. */
  startsGroup?: boolean;
} & (
  | { onSelect: () => void; to?: undefined; href?: undefined }
  | { to: string; onSelect?: undefined; href?: undefined }
  /** An address outside of the interface. */
  | { href: string; isNewTab?: boolean; onSelect?: undefined; to?: undefined }
);

type MenuProps = {
  label: string;
  items: readonly MenuItem[];
  align?: Align;
  side?: Side;
  /** Draws the control that opens the menu. */
  trigger: (control: {
    ref: RefObject<HTMLButtonElement>;
    onClick: () => void;
    'aria-haspopup': 'menu';
    'aria-expanded': boolean;
  }) => ReactNode;
  header?: ReactNode;
};

function MenuRow({ item, onDone }: { item: MenuItem; onDone: () => void }) {
  const inside = (
    <>
      {item.icon && <Icon name={item.icon} />}
      <span className={cx('cut', styles.label)}>
        {item.label}
        {item.disabledReason !== undefined && <span className={styles.reason}>{item.disabledReason}</span>}
      </span>
      {item.hint !== undefined && <span className={styles.hint}>{item.hint}</span>}
      {item.isChosen && <Icon name="check" />}
    </>
  );
  const className = cx(styles.item, item.isDanger && styles.danger, item.startsGroup && styles.group);
  if (item.to !== undefined && item.disabledReason === undefined) {
    return (
      <Link role="menuitem" tabIndex={-1} className={className} to={item.to} onClick={onDone}>
        {inside}
      </Link>
    );
  }
  if (item.href !== undefined && item.disabledReason === undefined) {
    const tab = item.isNewTab ? { target: '_blank', rel: 'noopener noreferrer' } : {};
    return (
      <a role="menuitem" tabIndex={-1} className={className} href={item.href} {...tab} onClick={onDone}>
        {inside}
      </a>
    );
  }
  const choice =
    item.isChosen === undefined
      ? ({ role: 'menuitem' } as const)
      : ({ role: 'menuitemradio', 'aria-checked': item.isChosen } as const);
  return (
    <button
      type="button"
      {...choice}
      tabIndex={-1}
      className={className}
      aria-disabled={item.disabledReason !== undefined || undefined}
      onClick={() => {
        if (item.disabledReason !== undefined) return;
        onDone();
        item.onSelect?.();
      }}
    >
      {inside}
    </button>
  );
}

/** Moves the focus between the rows: arrows, Home, End, and the first letter of a label. */
function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
  const at = rows.findIndex((row) => row === document.activeElement);
  const target = ((): HTMLElement | undefined => {
    switch (event.key) {
      case 'ArrowDown':
        return rows[(at + 1) % rows.length];
      case 'ArrowUp':
        return rows[(at - 1 + rows.length) % rows.length];
      case 'Home':
        return rows[0];
      case 'End':
        return rows.at(-1);
      default:
        if (event.key.length !== 1 || event.metaKey || event.ctrlKey || event.altKey || event.key === ' ')
          return undefined;
        return [...rows.slice(at + 1), ...rows.slice(0, at + 1)].find((row) =>
          row.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase()),
        );
    }
  })();
  if (!target) return;
  event.preventDefault();
  event.stopPropagation();
  target.focus();
}

export function Menu({ label, items, align = 'start', side = 'below', trigger, header }: MenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  const ref = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setIsOpen(false);
    ref.current?.focus();
  };
  return (
    <>
      {trigger({ ref, onClick: () => setIsOpen((open) => !open), 'aria-haspopup': 'menu', 'aria-expanded': isOpen })}
      {isOpen && (
        <Popover anchor={ref} label={label} role="menu" side={side} align={align} onClose={() => setIsOpen(false)}>
          {header}
          {/* The keys are listened for on the rows' parent: the rows themselves are the controls. */}
          <div role="presentation" onKeyDown={moveFocus}>
            {items.map((item, index) => (
              <MenuRow key={`${index} ${item.label}`} item={item} onDone={close} />
            ))}
          </div>
        </Popover>
      )}
    </>
  );
}
