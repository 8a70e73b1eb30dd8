/** A piece of a line. Text is text: nothing in a page can become markup of the browser. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'strong' | 'emphasis'; parts: readonly Inline[] }
  | { kind: 'link'; to: string; parts: readonly Inline[] };

export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; id: string; parts: readonly Inline[] }
  | { kind: 'paragraph'; parts: readonly Inline[] }
  | { kind: 'list'; isOrdered: boolean; items: readonly (readonly Inline[])[] }
  | { kind: 'code'; text: string }
  | { kind: 'table'; head: readonly (readonly Inline[])[]; rows: readonly (readonly (readonly Inline[])[])[] };

const INLINE =
  /(`+)(.+?)\1|!?\[((?:[^[\]]|`[^`]*`)*)\]\(([^)\s]+)\)|<(https?:\/\/[^>\s]+)>|\*\*(.+?)\*\*|(?<![\w*])\*([^*\s](?:[^*]*[^*\s])?)\*(?![\w*])/;

function inlineOf(match: RegExpExecArray): Inline {
  const [, , code, words, to, address, strong, emphasis] = match;
  if (code !== undefined) return { kind: 'code', text: code };
  if (to !== undefined) return { kind: 'link', to, parts: parseInline(words ?? '') };
  if (address !== undefined) return { kind: 'link', to: address, parts: [{ kind: 'text', text: address }] };
  if (strong !== undefined) return { kind: 'strong', parts: parseInline(strong) };
  return { kind: 'emphasis', parts: parseInline(emphasis ?? '') };
}

/** The pieces of a line. */
export function parseInline(line: string): Inline[] {
  const parts: Inline[] = [];
  let rest = line;
  for (let match = INLINE.exec(rest); match; match = INLINE.exec(rest)) {
    if (match.index > 0) parts.push({ kind: 'text', text: rest.slice(0, match.index) });
    parts.push(inlineOf(match));
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest !== '') parts.push({ kind: 'text', text: rest });
  return parts;
}

/** The words of a line without its marks. */
export function plainText(parts: readonly Inline[]): string {
  return parts
    .map((part) => (part.kind === 'text' || part.kind === 'code' ? part.text : plainText(part.parts)))
    .join('');
}

/** The anchor of a heading, as the forges write it. */
export function anchorOf(words: string): string {
  return words
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}

const FENCE = /^```/;
const HEADING = /^(#{1,3})\s+(.*)$/;
const ITEM = /^(?:[-*]|\d+\.)\s+/;
const ROW = /^\|(.*)\|\s*$/;
const COMMENT = /^<!--.*-->\s*$/;

function cellsOf(line: string): string[] {
  const inside = ROW.exec(line)?.[1] ?? '';
  return inside.split(/(?<!\\)\|/).map((cell) => cell.replaceAll(String.raw`\|`, '|').trim());
}

/** The lines from a place on that fit, and where they end. */
function linesWhile(lines: readonly string[], from: number, fits: (line: string) => boolean): [string[], number] {
  let end = from;
  while (end < lines.length && fits(lines[end] ?? '')) end += 1;
  return [lines.slice(from, end), end];
}

function startsBlock(line: string): boolean {
  return line.trim() === '' || [FENCE, HEADING, ITEM, ROW, COMMENT].some((pattern) => pattern.test(line));
}

function readHeading(line: string): Block | undefined {
  const match = HEADING.exec(line);
  if (!match) return undefined;
  const parts = parseInline(match[2] ?? '');
  const level = match[1]?.length === 1 ? 1 : match[1]?.length === 2 ? 2 : 3;
  return { kind: 'heading', level, id: anchorOf(plainText(parts)), parts };
}

function readList(lines: readonly string[], from: number): [Block, number] {
  const [own, end] = linesWhile(lines, from, (line) => ITEM.test(line) || /^\s+\S/.test(line));
  const items: string[] = [];
  for (const line of own) {
    if (ITEM.test(line)) items.push(line.replace(ITEM, ''));
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return [{ kind: 'list', isOrdered: /^\d/.test(lines[from] ?? ''), items: items.map(parseInline) }, end];
}

function readTable(lines: readonly string[], from: number): [Block, number] {
  const [own, end] = linesWhile(lines, from, (line) => ROW.test(line));
  const [head = [], , ...rows] = own.map((line) => cellsOf(line).map(parseInline));
  return [{ kind: 'table', head, rows }, end];
}

function readBlock(lines: readonly string[], from: number): [Block | undefined, number] {
  const line = lines[from] ?? '';
  if (line.trim() === '' || COMMENT.test(line)) return [undefined, from + 1];
  if (FENCE.test(line)) {
    const [own, end] = linesWhile(lines, from + 1, (next) => !FENCE.test(next));
    return [{ kind: 'code', text: own.join('\n') }, end + 1];
  }
  const heading = readHeading(line);
  if (heading) return [heading, from + 1];
  if (ITEM.test(line)) return readList(lines, from);
  if (ROW.test(line)) return readTable(lines, from);
  const [more, end] = linesWhile(lines, from + 1, (next) => !startsBlock(next));
  return [{ kind: 'paragraph', parts: parseInline([line, ...more].join(' ')) }, end];
}

/** The blocks of a page of the documentation: the part of Markdown that its pages use. */
export function parseMarkdown(source: string): Block[] {
  const lines = source.replaceAll('\r\n', '\n').split('\n');
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const [block, next] = readBlock(lines, at);
    if (block) blocks.push(block);
    at = next;
  }
  return blocks;
}
