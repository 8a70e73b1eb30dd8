/** How long after a navigation a page may come in parts: first its skeleton, then what was read. */
const ARRIVES_WITHIN_MS = 10_000;

function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** Gives the focus to the page's name, unless it stands on something. True when there is nothing left to do. */
export function focusHeading(): boolean {
  if (!isFocusLost()) return true;
  const heading = document.querySelector<HTMLElement>('main h1');
  if (!heading) return false;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  return true;
}

/**
 * Looks after the focus while a page arrives. It goes to the page's name, and to the next one when a skeleton makes way
 * for what was read; whoever presses a key or a pointer meanwhile is where they want to be. Gives what ends it.
 */
export function focusArrivingPage(): () => void {
  const observer = new MutationObserver(() => focusHeading());
  const end = (): void => {
    observer.disconnect();
    clearTimeout(timer);
    for (const type of ['keydown', 'pointerdown']) window.removeEventListener(type, end, true);
  };
  const timer = setTimeout(end, ARRIVES_WITHIN_MS);
  observer.observe(document.body, { childList: true, subtree: true });
  for (const type of ['keydown', 'pointerdown']) window.addEventListener(type, end, true);
  focusHeading();
  return end;
}
