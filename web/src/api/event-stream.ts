import { WATCH_AGAIN_MS } from './stream-hub';
import type { Line } from './shared-stream';
import type { News, StreamEvent, StreamState } from './stream-words';

/** A page in the background leaves the stream after this long. */
export const BACKGROUND_AFTER_MS = 30_000;
/** And asks this often instead, so that its title and icon stay true. */
export const BACKGROUND_POLL_MS = 60_000;

export type PageDeps = {
  openLine: (onNews: (news: News) => void) => Line;
  onSignedOut: () => void;
  now: () => number;
  setTimer: (run: () => void, ms: number) => unknown;
  clearTimer: (timer: unknown) => void;
};

type Listener = { onEvent: (event: StreamEvent) => void; onResync: () => void };

/** What one page hears of its project, or, in none, of its person's rights. It can be paused, and rests unseen. */
export class ProjectStream {
  readonly #line: Line;
  #backgroundTimer: unknown;
  #watchTimer: unknown;
  #isResting = true;
  #state: StreamState = { state: 'connecting' };
  readonly #stateListeners = new Set<() => void>();
  readonly #listeners = new Set<Listener>();
  readonly #followers = new Map<string, Listener>();

  constructor(
    readonly project: string | undefined,
    private readonly deps: PageDeps,
  ) {
    this.#line = deps.openLine((news) => this.#hear(news));
  }

  get state(): StreamState {
    return this.#state;
  }

  onState(listener: () => void): () => void {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  /** Hears every event, and when everything has to be read again. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Listens on behalf of what is not shown now, one listener for a name, until the stream is closed. */
  follow(name: string, listener: Listener): void {
    this.#followers.set(name, listener);
  }

  unfollow(name: string): void {
    this.#followers.delete(name);
  }

  /** Begins. A page that was opened in the background begins with rest. */
  start(isVisible: boolean): void {
    if (isVisible) this.#watch();
    else this.rest();
  }

  pause(): void {
    this.#leave();
    this.deps.clearTimer(this.#backgroundTimer);
    this.#set({ state: 'paused', since: this.deps.now() });
  }

  resume(): void {
    if (this.#state.state !== 'paused') return;
    this.#set({ state: 'connecting' });
    this.#watch();
  }

  /** Tells whether somebody can see the page. */
  setVisible(isVisible: boolean): void {
    if (this.#state.state === 'paused') return;
    this.deps.clearTimer(this.#backgroundTimer);
    if (!isVisible) {
      if (this.#isResting) this.rest();
      else this.#backgroundTimer = this.deps.setTimer(() => this.rest(), BACKGROUND_AFTER_MS);
    } else if (this.#isResting) {
      this.#watch();
    }
  }

  close(): void {
    this.#leave();
    this.#line.wish({ kind: 'bye' });
    this.deps.clearTimer(this.#backgroundTimer);
    this.#listeners.clear();
    this.#followers.clear();
    this.#stateListeners.clear();
  }

  /** Watches, and says so again from time to time. Whoever joins is told to read once more. */
  #watch(): void {
    this.deps.clearTimer(this.#watchTimer);
    this.#isResting = false;
    this.#line.wish({ kind: 'watch', project: this.project });
    this.#watchTimer = this.deps.setTimer(() => this.#watch(), WATCH_AGAIN_MS);
  }

  #leave(): void {
    this.#isResting = true;
    this.deps.clearTimer(this.#watchTimer);
    this.#line.wish({ kind: 'rest' });
  }

  /** Leaves the stream and asks seldom, until the page is looked at again. */
  rest(): void {
    this.deps.clearTimer(this.#backgroundTimer);
    if (this.#state.state === 'paused') return;
    this.#leave();
    this.#backgroundTimer = this.deps.setTimer(() => {
      this.#resync();
      this.rest();
    }, BACKGROUND_POLL_MS);
  }

  #hear(news: News): void {
    if (news.kind === 'signed out') this.deps.onSignedOut();
    // What was on its way when the page left comes too late.
    if (this.#isResting) return;
    if (news.kind === 'state') this.#set(news.state);
    else if (news.kind === 'resync') this.#resync();
    else if (news.kind === 'event') for (const listener of this.#all()) listener.onEvent(news.event);
  }

  #resync(): void {
    for (const listener of this.#all()) listener.onResync();
  }

  #all(): Listener[] {
    return [...this.#listeners, ...this.#followers.values()];
  }

  #set(state: StreamState): void {
    this.#state = state;
    for (const listener of [...this.#stateListeners]) listener();
  }
}
