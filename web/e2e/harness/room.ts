import type { Page } from '@playwright/test';

/** So many characters of a name are in sight at least, whatever the width. */
const NAME_CHARACTERS = 12;

/** What is wrong with how a page uses its room, in one line each. Runs in the page. */
function measure({ names, characters }: { names: readonly string[]; characters: number }): string[] {
  type Box = { left: number; right: number; top: number; bottom: number };
  const CLIPS = new Set(['hidden', 'clip', 'auto', 'scroll']);
  const TOLERANCE = 1.5;
  const faults: string[] = [];

  const describe = (element: Element): string => {
    const words = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40);
    return `${element.tagName.toLowerCase()}.${(element.getAttribute('class') ?? '').split(' ')[0]} "${words}"`;
  };
  const isForReaders = (element: Element): boolean => {
    for (let at: Element | null = element; at; at = at.parentElement) {
      const { clipPath, clip, visibility, opacity } = getComputedStyle(at);
      if (clipPath === 'inset(50%)' || clip === 'rect(0px, 0px, 0px, 0px)') return true;
      if (visibility === 'hidden' || opacity === '0' || at.classList.contains('sr-only')) return true;
    }
    return false;
  };
  /** The part of a box that every ancestor lets through; to the right without end where the page can be scrolled there. */
  const inSight = (from: Element, box: Box): Box => {
    const seen = { ...box };
    for (let at: Element | null = from; at && at !== document.documentElement; at = at.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(at);
      const outer = at.getBoundingClientRect();
      if (CLIPS.has(overflowX)) {
        seen.left = Math.max(seen.left, outer.left);
        seen.right = Math.min(seen.right, outer.right);
      }
      if (CLIPS.has(overflowY)) {
        seen.top = Math.max(seen.top, outer.top);
        seen.bottom = Math.min(seen.bottom, outer.bottom);
      }
    }
    return seen;
  };
  const boxOf = ({ left, right, top, bottom }: DOMRect): Box => ({ left, right, top, bottom });

  const overflow = document.documentElement.scrollWidth - window.innerWidth;
  if (overflow > 0) faults.push(`the page is ${overflow}px wider than the window`);

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts: { node: Text; parent: Element }[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!parent || !(node instanceof Text) || node.data.trim() === '') continue;
    if (parent.closest('svg, script, style, .cm-editor, [inert]') || isForReaders(parent)) continue;
    texts.push({ node, parent });
  }

  // Every place where a name stands shows its beginning.
  for (const name of names) {
    for (const { node, parent } of texts) {
      // A name inside a sentence is a word of it.
      const line = (parent.closest('.cut, [data-cut]') ?? parent).textContent?.trim() ?? '';
      const at = node.data.indexOf(name);
      if (at === -1 || !line.startsWith(name)) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + Math.min(characters, name.length));
      const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
      if (boxes.length === 0) continue;
      const shown = boxes.every((rect) => {
        const box = boxOf(rect);
        return inSight(parent, box).right >= box.right - TOLERANCE;
      });
      if (!shown) faults.push(`the name is cut before ${characters} characters: ${describe(parent)}`);
    }
  }

  // Text that is cut says so by an ellipsis, and tells the rest.
  for (const { node, parent } of texts) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const text = boxOf(range.getBoundingClientRect());
    let at: Element | null = parent;
    while (at && !['hidden', 'clip'].includes(getComputedStyle(at).overflowX)) {
      // What can be scrolled is not cut.
      if (['auto', 'scroll'].includes(getComputedStyle(at).overflowX)) at = document.documentElement;
      at = at.parentElement;
    }
    if (!at || at === document.body || at === document.documentElement) continue;
    if (text.right <= at.getBoundingClientRect().right + TOLERANCE) continue;
    const { textOverflow, webkitLineClamp } = getComputedStyle(at);
    const isMarked = textOverflow === 'ellipsis' || webkitLineClamp !== 'none';
    let between: Element | null = parent;
    while (between && between !== at && getComputedStyle(between).display === 'inline') between = between.parentElement;
    const tells = parent.closest('[title], .cut, [data-cut], [aria-describedby]') !== null;
    if (!isMarked || between !== at) faults.push(`cut without an ellipsis: ${describe(parent)} in ${describe(at)}`);
    else if (!tells) faults.push(`cut without telling the rest: ${describe(parent)}`);
  }

  // No two things to press or to type in lie over each other.
  const controls = [...document.querySelectorAll('a[href], button, input, select, textarea')]
    .filter((element) => !isForReaders(element) && !element.closest('.cm-editor, [inert], [data-overlay]'))
    // A link that goes over two lines has a box on each.
    .flatMap((element) =>
      [...element.getClientRects()].map((rect) => ({ element, box: inSight(element, boxOf(rect)) })),
    )
    .filter(({ box }) => box.right - box.left > 1 && box.bottom - box.top > 1);
  const isFixed = (element: Element): boolean => {
    for (let at: Element | null = element; at; at = at.parentElement) {
      if (['fixed', 'sticky'].includes(getComputedStyle(at).position)) return true;
    }
    return false;
  };
  controls.forEach((one, index) => {
    for (const other of controls.slice(index + 1)) {
      if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
      // A button at the end of its field, which leaves the room for it.
      if (one.element.matches('input') && one.element.parentElement?.contains(other.element)) continue;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (across <= TOLERANCE || down <= TOLERANCE) continue;
      // What stays in place while the page scrolls under it is no overlap.
      if (isFixed(one.element) !== isFixed(other.element)) continue;
      faults.push(`${describe(one.element)} lies over ${describe(other.element)}`);
    }
  });
  return [...new Set(faults)];
}

/** What is wrong with how the page uses its room at the width that it has now. */
export function roomFaults(page: Page, names: readonly string[]): Promise<string[]> {
  return page.evaluate(measure, { names, characters: NAME_CHARACTERS });
}

/** Waits until the page follows the width of its window: after two frames all has. */
export async function laidOut(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
