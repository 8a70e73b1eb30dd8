import { useCallback, useEffect, useRef, type ReactNode, type RefObject } from 'react';
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

/** A small region that floats beside the control that opened it. Escape, a click outside or leaving close it. */
export function Popover({ anchor, label, onClose, side, align, role = 'dialog', className, children }: PopoverProps) {
  const ref = useRef<HTMLDivElement>(null);
  useAnchored(anchor, ref, { side: side ?? 'below', align: align ?? 'start' });

  const close = useCallback(() => {
    const hadFocus = ref.current?.contains(document.activeElement) ?? false;
    onClose();
    if (hadFocus) anchor.current?.focus();
  }, [anchor, onClose]);

  useEffect(() => {
    const first = ref.current?.querySelector<HTMLElement>(FOCUSABLE);
    (first ?? ref.current)?.focus();
  }, []);

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
      ref={ref}
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
