/** The rules of a new password that need no list of words. The server has them all and says which was broken. */

export const PASSWORD_LENGTH = 12;
const FEWEST_DIFFERENT = 5;
const LONGEST_REPEATED = 6;
const RUN_OF_KEYS = 4;
const KEY_ROWS = ['1234567890-=', 'qwertyuiop[]', "asdfghjkl;'", 'zxcvbnm,./'] as const;

/** How far a new password is: what to say under the field, and why it can't be sent yet. */
export type PasswordFacts = { hint?: string; good?: string; reason?: string };

/** The server counts characters, not the halves of which some of them are made here. */
function characters(password: string): string[] {
  return [...password];
}

/** A short piece again and again; the last time it may be cut. */
function repeatsItself(text: readonly string[]): boolean {
  const periods = Array.from({ length: LONGEST_REPEATED }, (_, index) => index + 1);
  return periods
    .filter((period) => period * 2 <= text.length)
    .some((period) => text.every((character, index) => index < period || character === text[index - period]));
}

function placeOf(character: string): { row: number; column: number } | undefined {
  const row = KEY_ROWS.findIndex((keys) => keys.includes(character));
  const keys = KEY_ROWS[row];
  return keys === undefined ? undefined : { row, column: keys.indexOf(character) };
}

function isStep(by: number): boolean {
  return Math.abs(by) <= 1;
}

/** Beside each other in the alphabet, among the digits or on the keyboard. */
function areNeighbours(a: string, b: string): boolean {
  if (isStep((a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0))) return true;
  const [first, second] = [placeOf(a), placeOf(b)];
  if (!first || !second) return false;
  return isStep(first.row - second.row) && isStep(first.column - second.column);
}

/** Made of runs, four characters and more each on average. */
function isSequence(text: readonly string[]): boolean {
  const breaks = text.filter((character, index) => {
    const before = text[index - 1];
    return before !== undefined && !areNeighbours(before, character);
  });
  return (breaks.length + 1) * RUN_OF_KEYS <= text.length;
}

export type PasswordRule = 'length' | 'repeats' | 'different' | 'sequence';

/** The first rule that a password breaks, in the order of the server; nothing when the words are left to the server. */
export function brokenRule(password: string): PasswordRule | undefined {
  const text = characters(password.toLowerCase());
  if (characters(password).length < PASSWORD_LENGTH) return 'length';
  if (repeatsItself(text)) return 'repeats';
  if (new Set(text).size < FEWEST_DIFFERENT) return 'different';
  return isSequence(text) ? 'sequence' : undefined;
}

const REASONS: Record<PasswordRule, string> = {
  length: `The password needs at least ${PASSWORD_LENGTH} characters.`,
  repeats: 'It repeats the same few characters. Make them differ.',
  different: `It needs at least ${FEWEST_DIFFERENT} different characters.`,
  sequence: 'It is a sequence of letters, digits or neighbouring keys, which is guessed first.',
};

export function passwordFacts(password: string): PasswordFacts {
  const { length } = characters(password);
  const rule = brokenRule(password);
  if (rule === undefined) return { good: `${length} characters, long enough` };
  const reason = REASONS[rule];
  if (rule !== 'length') return { reason, hint: reason };
  if (length === 0) return { reason, hint: `At least ${PASSWORD_LENGTH} characters, no name, no common word` };
  return { reason, hint: `${length} of at least ${PASSWORD_LENGTH} characters` };
}
