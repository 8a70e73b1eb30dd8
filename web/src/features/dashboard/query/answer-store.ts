import type { PanelAnswer } from './panel-question';

/** How a question stands; `at` is when the answer came, in ms since 1970. One that was answered never fails after that: asking again is another question. */
export type Standing =
  | { state: 'none' }
  | { state: 'asked' }
  | { state: 'answered'; answer: PanelAnswer; at: number }
  | { state: 'failed'; error: unknown };

/** The answers of one dashboard: panels that ask the same share one. */
export type AnswerStore = {
  /**
   * Asks what nobody has asked, and keeps the answer for as long as somebody holds it and a little longer. Returns what
   * lets it go: when the last one does before the answer is there, and nobody takes it up in the same breath, the asking ends.
   */
  hold: (key: string, ask: (signal: AbortSignal) => Promise<PanelAnswer>) => () => void;
  read: (key: string) => Standing;
  subscribe: (listener: () => void) => () => void;
};

/** For so long an answer is as good as new for who asks the same. */
const KEPT_MS = 10_000;

/** Answers that come within so long, in ms, are told together: their panels are laid out and drawn once. */
const TOGETHER_MS = 16;

type Entry = { standing: Standing; holders: number; abort: AbortController; timer?: ReturnType<typeof setTimeout> };

const NONE: Standing = { state: 'none' };

export function createAnswerStore(): AnswerStore {
  const entries = new Map<string, Entry>();
  const listeners = new Set<() => void>();
  const drop = (key: string, entry: Entry): void => {
    if (entries.get(key) === entry) entries.delete(key);
  };
  let telling: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    telling = undefined;
    for (const listener of listeners) listener();
  };
  const settle = (entry: Entry, standing: Standing): void => {
    // Who was let go while it was asked is heard no more.
    if (entry.abort.signal.aborted) return;
    entry.standing = standing;
    // Not at once: the value of a variable that came with it lets others ask before anything is drawn.
    telling ??= setTimeout(tell, TOGETHER_MS);
  };
  const begin = (key: string, ask: (signal: AbortSignal) => Promise<PanelAnswer>): Entry => {
    const entry: Entry = { standing: { state: 'asked' }, holders: 0, abort: new AbortController() };
    entries.set(key, entry);
    ask(entry.abort.signal).then(
      (answer) => settle(entry, { state: 'answered', answer, at: Date.now() }),
      (error: unknown) => settle(entry, { state: 'failed', error }),
    );
    return entry;
  };
  const leave = (key: string, entry: Entry): void => {
    if (entry.holders > 0 || entries.get(key) !== entry) return;
    if (entry.standing.state === 'answered') {
      clearTimeout(entry.timer);
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
        if (!isHeld) return;
        isHeld = false;
        entry.holders -= 1;
        // Who asks something else beside the same lets go of both, and holds the one again: it goes on.
        queueMicrotask(() => leave(key, entry));
      };
    },
    read: (key) => entries.get(key)?.standing ?? NONE,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
