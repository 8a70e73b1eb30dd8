import type { ReactNode } from 'react';
import { useElementSetUp } from '@/lib/use-element-set-up';
import { IconButton } from '@/kit/button/icon-button';
import { useShortcuts } from '@/kit/keys/shortcuts';
import { focusHeading } from '@/kit/page/focus-heading';
import styles from './side-sheet.module.css';

type SideSheetProps = {
  /** The name of the region. */
  label: string;
  /** Where one is: '1 of 11 in this cause'. */
  position?: ReactNode;
  onClose: () => void;
  onPrevious?: (() => void) | undefined;
  onNext?: (() => void) | undefined;
  /** Opens the whole page of what the sheet shows. */
  onExpand?: (() => void) | undefined;
  children: ReactNode;
  footer?: ReactNode;
};

/**
 * Details beside a list, without hiding it; a page of its own when the window is narrow. Put it as the last
 * child of `SheetLayout`. The address knows that it is open: the page opens it from a search parameter.
 */
export function SideSheet({
  label,
  position,
  onClose,
  onPrevious,
  onNext,
  onExpand,
  children,
  footer,
}: SideSheetProps) {
  const ref = useElementSetUp(holdFocus);
  useShortcuts('Details', [
    { keys: 'Escape', label: 'Close', run: onClose },
    onExpand && { keys: 'o', label: 'Open the whole page', run: onExpand },
    onNext && { keys: 'j', label: 'Next', run: onNext },
    onPrevious && { keys: 'k', label: 'Previous', run: onPrevious },
  ]);
  return (
    <aside ref={ref} className={styles.sheet} aria-label={label} tabIndex={-1}>
      <header className={styles.head}>
        <span className={styles.position}>{position}</span>
        {onPrevious && <IconButton icon="arrowUp" label="Previous" keys="k" onClick={onPrevious} />}
        {onNext && <IconButton icon="arrowDown" label="Next" keys="j" onClick={onNext} />}
        {onExpand && <IconButton icon="expand" label="Open the whole page" keys="o" onClick={onExpand} />}
        <IconButton icon="close" label="Close" keys="Esc" onClick={onClose} />
      </header>
      <div className={styles.body}>{children}</div>
      {footer !== undefined && <footer className={styles.foot}>{footer}</footer>}
    </aside>
  );
}

/** In a narrow window what opened the sheet is hidden until the sheet is gone, and takes the focus only then. */
function giveFocusBack(opener: HTMLElement): void {
  opener.focus({ preventScroll: true });
  if (document.activeElement === opener) return;
  setTimeout(() => {
    if (document.activeElement !== document.body) return;
    opener.focus({ preventScroll: true });
    focusHeading();
  });
}

/** Takes the focus, and gives it back to what opened the sheet, when it is still there, or to the page. */
function holdFocus(sheet: HTMLElement): () => void {
  const opener = document.activeElement;
  sheet.focus({ preventScroll: true });
  // Before the sheet is taken from the page: afterwards nobody knows that it had the focus.
  return () => {
    if (!sheet.contains(document.activeElement)) return;
    const isThere = opener instanceof HTMLElement && opener !== document.body && opener.isConnected;
    if (isThere) giveFocusBack(opener);
    else setTimeout(focusHeading);
  };
}

/** A page whose right side can be a sheet: the page narrows, nothing is covered. */
export function SheetLayout({ children, sheet }: { children: ReactNode; sheet?: ReactNode }) {
  return (
    <div className={styles.layout} data-open={Boolean(sheet)}>
      <div className={styles.main}>{children}</div>
      {sheet}
    </div>
  );
}
