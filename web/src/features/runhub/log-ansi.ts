/** How a stretch of a line is drawn. Colours are names of the theme, never what the program asked for. */
export type AnsiStyle = {
  colour: AnsiColour | undefined;
  isBold: boolean;
  isDim: boolean;
  isItalic: boolean;
  isUnderlined: boolean;
};
export type AnsiColour = 'grey' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan';
export type AnsiSpan = { text: string; style: AnsiStyle };

export const PLAIN: AnsiStyle = {
  colour: undefined,
  isBold: false,
  isDim: false,
  isItalic: false,
  isUnderlined: false,
};

// Sequences of ECMA-48: CSI … final byte, OSC … BEL or ST, DCS and the like … ST, and two-byte escapes. A CSI
// that was cut off at the end of a line goes too.
const CONTROL =
  // eslint-disable-next-line no-control-regex
  /\u001b\[([0-?]*)[ -/]*([@-~]|$)|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\|$)|\u001b[PX^_][^\u001b]*(?:\u001b\\|$)|\u001b[ -/]*[0-~]|\u001b|\u009b([0-?]*)[ -/]*([@-~]|$)/g;
// Controls that have no place in a line. Tab stays.
// eslint-disable-next-line no-control-regex
const BARE = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g;

/** A progress line that was drawn over itself: only what stood there last counts. */
export function lastDrawn(text: string): string {
  if (!text.includes('\r')) return text;
  const parts = text.split('\r').filter((part) => part !== '');
  return parts.at(-1) ?? '';
}

const BASIC: readonly (AnsiColour | undefined)[] = [
  'grey',
  'red',
  'green',
  'yellow',
  'blue',
  'magenta',
  'cyan',
  undefined,
];

/** The nearest name for a colour that was given by its parts, each 0 to 255. */
function nearest(red: number, green: number, blue: number): AnsiColour | undefined {
  const high = Math.max(red, green, blue);
  const low = Math.min(red, green, blue);
  if (high - low < 40) return high > 160 ? undefined : 'grey';
  const isHigh = (part: number): boolean => part >= low + (high - low) / 2;
  const key = (isHigh(red) ? 1 : 0) + (isHigh(green) ? 2 : 0) + (isHigh(blue) ? 4 : 0);
  return BASIC[key];
}

function fromPalette(index: number): AnsiColour | undefined {
  if (index < 16) return BASIC[index % 8];
  if (index >= 232) return nearest((index - 232) * 10, (index - 232) * 10, (index - 232) * 10);
  const part = (value: number): number => (value === 0 ? 0 : value * 40 + 55);
  const at = index - 16;
  return nearest(part(Math.floor(at / 36)), part(Math.floor(at / 6) % 6), part(at % 6));
}

/** Reads 38;5;n and 38;2;r;g;b; gives the colour and how many codes it took after the 38. */
function extended(codes: readonly number[], at: number): { colour: AnsiColour | undefined; taken: number } {
  const part = (offset: number): number => codes[at + offset] ?? 0;
  if (part(1) === 5) return { colour: fromPalette(part(2)), taken: 2 };
  if (part(1) === 2) return { colour: nearest(part(2), part(3), part(4)), taken: 4 };
  return { colour: undefined, taken: 1 };
}

function applyCode(style: AnsiStyle, code: number): AnsiStyle {
  if (code >= 30 && code <= 37) return { ...style, colour: BASIC[code - 30] };
  if (code >= 90 && code <= 97) return { ...style, colour: BASIC[code - 90] };
  switch (code) {
    case 0:
      return PLAIN;
    case 1:
      return { ...style, isBold: true };
    case 2:
      return { ...style, isDim: true };
    case 3:
      return { ...style, isItalic: true };
    case 4:
      return { ...style, isUnderlined: true };
    case 22:
      return { ...style, isBold: false, isDim: false };
    case 23:
      return { ...style, isItalic: false };
    case 24:
      return { ...style, isUnderlined: false };
    case 39:
      return { ...style, colour: undefined };
    default:
      return style;
  }
}

function applyCodes(style: AnsiStyle, parameters: string): AnsiStyle {
  const codes = parameters.split(/[;:]/).map((part) => Number(part) || 0);
  let next = style;
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    if (code === 38 || code === 48) {
      const { colour, taken } = extended(codes, at);
      // A background would fight with the selection and the error tint: it is passed over.
      if (code === 38) next = { ...next, colour };
      at += taken;
    } else next = applyCode(next, code);
  }
  return next;
}

/** A line as stretches of one style. Whatever else a terminal would do with it is taken out. */
export function parseAnsi(message: string): AnsiSpan[] {
  const text = lastDrawn(message.replaceAll('\r\n', '\n')).replaceAll('\n', ' ↵ ');
  const spans: AnsiSpan[] = [];
  let style = PLAIN;
  let at = 0;
  const add = (end: number): void => {
    const piece = text.slice(at, end).replace(BARE, '');
    if (piece !== '') spans.push({ text: piece, style });
  };
  for (const match of text.matchAll(CONTROL)) {
    add(match.index);
    at = match.index + match[0].length;
    if ((match[2] ?? match[4]) === 'm') style = applyCodes(style, match[1] ?? match[3] ?? '');
  }
  add(text.length);
  return spans;
}

/** The line without any control: for searching, copying and reading out. */
export function plainText(message: string): string {
  return parseAnsi(message)
    .map((span) => span.text)
    .join('');
}
