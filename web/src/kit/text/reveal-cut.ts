const CUT = '.cut, [data-cut]';

/** The whole text of what is cut off at the end of its line, or nothing when all of it is in sight. */
export function hiddenText(
  element: Pick<HTMLElement, 'scrollWidth' | 'clientWidth' | 'textContent'>,
): string | undefined {
  return element.scrollWidth > element.clientWidth ? (element.textContent ?? undefined) : undefined;
}

/** From now on the whole of a cut text shows on hover. One listener for the page: rows are many and come and go. */
export function revealCutTexts(): void {
  document.addEventListener('pointerover', reveal, { passive: true });
  document.addEventListener('focusin', reveal);
}

function reveal(event: Event): void {
  // One tooltip is enough.
  if (!(event.target instanceof Element) || event.target.closest('[data-tooltip]')) return;
  const element = event.target.closest<HTMLElement>(CUT);
  if (!element || (element.hasAttribute('title') && element.dataset['revealed'] === undefined)) return;
  const text = hiddenText(element);
  if (text === undefined) {
    element.removeAttribute('title');
    return;
  }
  element.dataset['revealed'] = '';
  element.title = text;
}
