/** A read that began before the application was there: its answer, and what ends it. */
export type BegunRead = { answer: Promise<Response>; end: (reason: unknown) => void };

declare global {
  interface Window {
    /** By the whole address; `begin.ts` fills it. */
    dashkeepBegun?: Map<string, BegunRead>;
  }
}

/** So long after the beginning of the page an answer is as good as new; in ms. */
const FRESH_MS = 10_000;

/** Takes what was begun for an address, once: another read of it asks the server. */
export function takeBegun(url: string): BegunRead | undefined {
  const begun = globalThis.window?.dashkeepBegun;
  if (!begun) return undefined;
  if (performance.now() > FRESH_MS) forgetBegun();
  const found = begun.get(url);
  begun.delete(url);
  return found;
}

/** Forgets what nobody took: it was the answer to somebody else, or is old. */
export function forgetBegun(): void {
  globalThis.window?.dashkeepBegun?.clear();
}
