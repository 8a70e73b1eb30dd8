import { compactValue } from './value-format';

/** Digits of the text font at weight 600, in parts of its size: the widest ones, so that what is reckoned fits. */
const CHARACTER = 0.62;
const SMALLEST = 9;

export type Fitted = { text: string; size: number };

function sizeIn(text: string, width: number, height: number, most: number): number {
  return Math.min(most, height / 1.15, width / (text.length * CHARACTER));
}

/**
 * A value in the largest size at which it fits into a box. One that would be small is written short: '118 M' in a size
 * that can be read says more than all nine digits. It is never cut: half a number is another number.
 */
export function fitted(text: string, width: number, height: number, most: number): Fitted {
  const whole = sizeIn(text, width, height, most);
  const short = compactValue(text);
  const isShort = short.length < text.length && whole < Math.min(most, height / 1.15) * 0.8;
  const chosen = isShort ? short : text;
  return { text: chosen, size: Math.max(SMALLEST, Math.floor(sizeIn(chosen, width, height, most))) };
}

export type Cells = { columns: number; width: number; height: number };

/** How to lay out so many cells in a box, so that each is as large as can be in its form; the rest is scrolled to. */
export function cells(
  count: number,
  box: { width: number; height: number },
  least: { width: number; height: number },
  aspect: number,
): Cells {
  const most = Math.max(1, Math.min(count, Math.floor(box.width / least.width)));
  let best: Cells | undefined;
  for (let columns = 1; columns <= most; columns += 1) {
    const rows = Math.ceil(count / columns);
    const cell = { columns, width: box.width / columns, height: box.height / rows };
    if (cell.height < least.height && columns < most) continue;
    const size = Math.min(cell.width, cell.height * aspect);
    if (!best || size > Math.min(best.width, best.height * aspect)) best = cell;
  }
  const chosen = best ?? { columns: most, width: box.width / most, height: least.height };
  return { ...chosen, height: Math.max(Math.min(least.height, box.height), chosen.height) };
}
