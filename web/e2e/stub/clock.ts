/** All stub data is told from this moment: the pictures of the design show the same. */
export const STUB_NOW = new Date('2026-11-20T08:42:10Z');

const MINUTE_MS = 60_000;

/** A moment so many minutes before the present of the stub. */
export function minutesAgo(minutes: number): string {
  return new Date(STUB_NOW.getTime() - minutes * MINUTE_MS).toISOString();
}

export function minutesAhead(minutes: number): string {
  return minutesAgo(-minutes);
}

/** An id in the form of the contract. */
export function stubId(number: number): string {
  return `01935b8e-${(0x2100 + number).toString(16).padStart(4, '0')}-7000-8000-${number.toString(16).padStart(12, '0')}`;
}
