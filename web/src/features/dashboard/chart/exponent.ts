/** A figure whose whole part has 16 digits or more; what stands after a point is none. */
const HUGE_FIGURE = /(?<![\d.,])(?:\d{1,3}(?:,\d{3}){5,}|\d{16,})(?:\.\d+)?/;
/** A figure that has its first digit after six noughts or more. */
const TINY_FIGURE = /(?<![\d.,])0\.(0{6,})([1-9]\d*)/;

/** 1e-17 or 9.01e15: a figure without its noughts, times a power of ten. Numbers end at 1e308, the power is text. */
function scientific(digits: string, power: number): string {
  const [figure = '', carried = '0'] = Number(`${digits.charAt(0)}.${digits.slice(1, 16)}`)
    .toExponential(2)
    .split('e');
  return `${Number(figure)}e${power + Number(carried)}`;
}

/**
 * A text with its figure as a power of ten where that says most of so many digits. A small one whose decimals were asked
 * for has just these.
 */
export function withExponent(text: string, hasDecimals: boolean): string {
  const short = text.replace(HUGE_FIGURE, (figure) => {
    const whole = figure.replaceAll(',', '').split('.')[0] ?? '';
    return scientific(whole, whole.length - 1);
  });
  if (hasDecimals) return short;
  return short.replace(TINY_FIGURE, (_, noughts: string, digits: string) => scientific(digits, -noughts.length - 1));
}
