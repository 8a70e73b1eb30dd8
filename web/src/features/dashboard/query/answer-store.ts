import type { PanelAnswer } from './panel-question';

/** How a question stands. One that was answered never fails after that: asking again is another question. */
export type Standing =
  | { state: 'none' }
  | { state: 'asked' }
  | { state: 'answered'; answer: PanelAnswer }
  | { state: 'failed'; error: unknown };

/** The answers of one dashboard: panels that ask the same share one. */
export type AnswerStore = {
  /**
   * Asks what nobody has asked, and keeps the answer for as long as somebody holds it and a little longer. Returns what
   * lets it go: when the last one does before the answer is there, the asking ends.
   */
  hold: (key: string, ask: (signal: AbortSignal) => Promise<PanelAnswer>) => () => void;
  read: (key: string) => Standing;
  subscribe: (listener: () => void) => () => void;
};

/** For so long an answer is as good as new for who asks the same. */
const KEPT_MS = 10_000;

type Entry = { standing: Standing; holders: number; abort: AbortController; timer?: ReturnType<typeof setTimeout> };

const NONE: Standing = { state: 'none' };

export function createAnswerStore(): AnswerStore {
  const entries = new Map<string, Entry>();
  const listeners = new Set<() => void>();
  const drop = (key: string, entry: Entry): void => {
    if (entries.get(key) === entry) entries.delete(key);
  };
  const settle = (entry: Entry, standing: Standing): void => {
    // Who was let go while it was asked is heard no more.
    if (entry.abort.signal.aborted) return;
    entry.standing = standing;
    for (const listener of listeners) listener();
  };
  const begin = (key: string, ask: (signal: AbortSignal) => Promise<PanelAnswer>): Entry => {
    const entry: Entry = { standing: { state: 'asked' }, holders: 0, abort: new AbortController() };
    entries.set(key, entry);
    ask(entry.abort.signal).then(
      (answer) => settle(entry, { state: 'answered', answer }),
      (error: unknown) => settle(entry, { state: 'failed', error }),
    );
    return entry;
  };
  const release = (key: string, entry: Entry): void => {
    entry.holders -= 1;
    if (entry.holders > 0) return;
    if (entry.standing.state === 'answered') {
      entry.timer = setTimeout(() => drop(key, entry), KEPT_MS);
      return;
    }
    // What failed is asked anew by the next one.
    entry.abort.abort();
    drop(key, entry);
  };
  return {
    hold: (key, ask) => {
      const entry = entries.get(key) ?? begin(key, ask);
      clearTimeout(entry.timer);
      entry.holders += 1;
      let isHeld = true;
      return () => {
        if (isHeld) release(key, entry);
        isHeld = false;
      };
    },
    read: (key) => entries.get(key)?.standing ?? NONE,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
