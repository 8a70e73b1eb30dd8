import { useEffect, type RefObject } from 'react';

/**
 * Shows a dialog over the page for as long as it is mounted. The browser holds the focus inside. `onShown` is called with it,
 * and what it gives back once the dialog is closed; it must be the same function each time.
 */
export function useModal(
  ref: RefObject<HTMLDialogElement>,
  onShown?: (dialog: HTMLDialogElement, opener: Element | null) => () => void,
): void {
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return undefined;
    const opener = document.activeElement;
    if (!dialog.open) dialog.showModal();
    const onClosed = onShown?.(dialog, opener);
    return () => {
      dialog.close();
      onClosed?.();
    };
  }, [ref, onShown]);
}
