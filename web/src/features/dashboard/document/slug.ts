const MAX = 75;

/** The most characters of a title. */
export const LONGEST_TITLE = 75;

const LETTERS: Record<string, string> = { ß: 'ss', æ: 'ae', ø: 'o', å: 'a', ł: 'l', đ: 'd', ð: 'd', þ: 'th', œ: 'oe' };

/** The name in addresses for a title: 'Model serving, ranker-v4' is model-serving-ranker-v4. */
export function slug(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[ßæøåłđðþœ]/g, (letter) => LETTERS[letter] ?? '')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, MAX)
    .replaceAll(/^-+|-+$/g, '');
}

/** What is wrong with a name for addresses; undefined when it is good. */
export function nameFault(name: string): string | undefined {
  if (name === '') return 'Give it a name';
  if (name.length > MAX) return `At most ${MAX} characters`;
  if (!/^[a-z0-9_.-]+$/.test(name) || /^\.+$/.test(name)) return 'Small letters, figures, hyphens, _ and .';
  if (name === 'new') return 'This word is taken by the address of new dashboards';
  return undefined;
}

/** The title of a copy, within its length. */
export function copyTitle(title: string): string {
  const end = ', copy';
  return `${[...title]
    .slice(0, LONGEST_TITLE - end.length)
    .join('')
    .trimEnd()}${end}`;
}

/** The next free-looking name for a copy: a, a-copy, a-copy-2. */
export function copyName(name: string): string {
  const numbered = /^(.*-copy)(?:-(\d+))?$/.exec(name);
  const next = numbered ? `${numbered[1] ?? name}-${Number(numbered[2] ?? 1) + 1}` : `${name}-copy`;
  return next.length <= MAX ? next : `${name.slice(0, MAX - 5).replace(/-+$/, '')}-copy`;
}
