import {
  PALETTE_GROUPS,
  PALETTE_VERBS,
  type PaletteAction,
  type PaletteEntry,
  type PaletteGroup,
  type PaletteVerb,
} from '@/kit/palette/palette-registry';

export type PaletteSection = { group: PaletteGroup; entries: readonly PaletteEntry[] };

const EACH = 6;

/** A piece of a title, where it begins, and whether it is what was typed. */
export type TitlePart = { at: number; text: string; isMatch: boolean };

/** Splits a title around the first place where the text stands, best at the start of a word. */
export function highlight(title: string, text: string): TitlePart[] {
  const at = text === '' ? -1 : position(title, text);
  if (at === -1) return [{ at: 0, text: title, isMatch: false }];
  const parts = [
    { at: 0, text: title.slice(0, at), isMatch: false },
    { at, text: title.slice(at, at + text.length), isMatch: true },
    { at: at + text.length, text: title.slice(at + text.length), isMatch: false },
  ];
  return parts.filter((part) => part.text !== '');
}

function position(title: string, text: string): number {
  const haystack = title.toLowerCase();
  const needle = text.toLowerCase();
  if (haystack.startsWith(needle)) return 0;
  const atWord = haystack.indexOf(` ${needle}`);
  return atWord === -1 ? haystack.indexOf(needle) : atWord + 1;
}

/** How well an entry fits: 0 at the start, 1 at a word, 2 inside, 3 by a keyword; undefined when it does not. */
function rank(entry: PaletteEntry, text: string): number | undefined {
  if (text === '') return 0;
  const at = position(entry.title, text);
  if (at === 0) return 0;
  if (at > 0) return entry.title[at - 1] === ' ' ? 1 : 2;
  const needle = text.toLowerCase();
  return entry.keywords?.some((keyword) => keyword.toLowerCase().startsWith(needle)) ? 3 : undefined;
}

/** The entries of a fixed list that fit, best first; equals keep their order. */
export function matching(entries: readonly PaletteEntry[], text: string): PaletteEntry[] {
  return entries
    .map((entry) => ({ entry, rank: rank(entry, text) }))
    .filter((scored): scored is { entry: PaletteEntry; rank: number } => scored.rank !== undefined)
    .sort((a, b) => a.rank - b.rank)
    .map(({ entry }) => entry);
}

/** Gathers answers into sections in their fixed order, each thing once; `first` goes before the others. */
export function toSections(answers: readonly PaletteSection[], first?: PaletteGroup): PaletteSection[] {
  const groups = first ? [first, ...PALETTE_GROUPS.filter((group) => group !== first)] : PALETTE_GROUPS;
  return groups
    .map((group) => {
      const seen = new Set<string>();
      const entries = answers
        .filter((answer) => answer.group === group)
        .flatMap((answer) => answer.entries)
        .filter((entry) => !seen.has(entry.id) && seen.add(entry.id));
      return { group, entries: entries.slice(0, EACH) };
    })
    .filter((section) => section.entries.length > 0);
}

/**
 * What can be done with the finds: with a verb, that with each of them; without, what the best of them offers, once
 * somebody looks for something.
 */
export function actionsOf(finds: readonly PaletteEntry[], { words, verb }: PaletteQuery): readonly PaletteAction[] {
  if (verb !== undefined) return finds.flatMap(({ actions = [] }) => actions.filter((action) => action.verb === verb));
  return words === '' ? [] : (finds[0]?.actions?.filter((action) => action.isOffered) ?? []);
}

/** What was typed, taken apart. */
export type PaletteQuery = {
  /** All of it, without the sign that asks for actions only. */
  text: string;
  onlyActions: boolean;
  /** What is to be done with what `words` name: 'check risk cost'. */
  verb: PaletteVerb | undefined;
  /** The text without its verb. */
  words: string;
};

const WITH_VERB = new RegExp(`^(${PALETTE_VERBS.join('|')})\\s+(?:of\\s+)?(.+)$`, 'i');

function readVerb(word: string | undefined): PaletteVerb | undefined {
  return PALETTE_VERBS.find((verb) => verb === word?.toLowerCase());
}

export function parseQuery(input: string): PaletteQuery {
  const onlyActions = input.startsWith('>');
  const text = (onlyActions ? input.slice(1) : input).trim();
  const [, first, words] = WITH_VERB.exec(text) ?? [];
  return { text, onlyActions, verb: readVerb(first), words: words ?? text };
}
