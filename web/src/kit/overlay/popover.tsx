import { useCallback, useRef, type ReactNode, type RefObject } from 'react';
import { useWindowListener } from '@/lib/use-window-listener';
import { cx } from '@/lib/cx';
import { useAnchored, type Align, type Side } from './use-anchored';
import styles from './floating.module.css';

type PopoverProps = {
  anchor: RefObject<HTMLElement>;
  /** The name of the region. */
  label: string;
  onClose: () => void;
  side?: Side;
  align?: Align;
  role?: 'dialog' | 'menu' | 'listbox';
  /** Where the focus goes on opening: the first field, or the box itself. */
  className?: string | undefined;
  children: ReactNode;
};

const FOCUSABLE = 'input:not([disabled]), button, select, textarea, a[href], [tabindex="0"], [role="menuitem"]';

function focusFirst(box: HTMLElement): void {
  (box.querySelector<HTMLElement>(FOCUSABLE) ?? box).focus();
}

/** A small region that floats beside the control that opened it. Escape, a click outside or leaving close it. */
export function Popover({ anchor, label, onClose, side, align, role = 'dialog', className, children }: PopoverProps) {
  const ref = useRef<HTMLDivElement | null>(null);
  const place = { side: side ?? 'below', align: align ?? 'start' };
  const setElement = useAnchored(anchor, place, { kept: ref, onShown: focusFirst });

  const close = useCallback(() => {
    const hadFocus = ref.current?.contains(document.activeElement) ?? false;
    onClose();
    if (hadFocus) anchor.current?.focus();
  }, [anchor, onClose]);

  useWindowListener(
    'pointerdown',
    ({ target }) => {
      if (!(target instanceof Node)) return;
      if (!ref.current?.contains(target) && !anchor.current?.contains(target)) close();
    },
    'capture',
  );

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- its role is one of three that take keys
    <div
      ref={setElement}
      role={role}
      aria-label={label}
      tabIndex={-1}
      className={cx(styles.floating, role === 'dialog' ? styles.popover : styles.menu, className)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' && !(event.key === 'Tab' && role === 'menu')) return;
        // A dialog below must not close with it.
        event.stopPropagation();
        if (event.key === 'Escape') event.preventDefault();
        close();
      }}
      onBlur={(event) => {
        if (event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget)) onClose();
      }}
    >
      {children}
    </div>
  );
}
