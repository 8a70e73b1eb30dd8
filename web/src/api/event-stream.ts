/** The types of events that the server sends for a project. */
export const EVENT_TYPES = ['run', 'run.item', 'run.log', 'health', 'dashboard', 'policy', 'member'] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** A change of something in the project. `data` holds ids and counters. */
export type StreamEvent = { type: EventType; id: string; data: Readonly<Record<string, unknown>> };

/**
 * live: events arrive. reconnecting: the stream broke and is tried again. polling: streams are cut by
 * something in between, so the page asks every 5 s. paused: the person wants no changes. stale: the server
 * does not answer since.
 */
export type StreamState =
  | { state: 'connecting' }
  | { state: 'live' }
  | { state: 'reconnecting'; since: number }
  | { state: 'polling'; at: number }
  | { state: 'paused'; since: number }
  | { state: 'stale'; since: number };

/** The part of EventSource that is used. */
export type Source = {
  readonly readyState: number;
  addEventListener: (type: string, listener: (event: MessageEvent<string>) => void) => void;
  close: () => void;
};

export type StreamDeps = {
  open: (url: string) => Source;
  /** Asks the server for a sign of life while streams are cut; rejects when it does not answer. */
  ping: (project: string) => Promise<unknown>;
  now: () => number;
  setTimer: (run: () => void, ms: number) => unknown;
  clearTimer: (timer: unknown) => void;
};

export const POLL_MS = 5_000;
/** The browser reconnects by itself; after this long without success streams count as cut. */
export const CUT_AFTER_MS = 10_000;
/** While asking, a stream is tried again this often. */
export const STREAM_RETRY_MS = 60_000;
/** A tab in the background gives its stream back after this long: browsers allow few to one server. */
export const BACKGROUND_AFTER_MS = 30_000;
/** And asks this often instead, so that its title and icon stay true. */
export const BACKGROUND_POLL_MS = 60_000;
const CLOSED = 2;

type Listener = { onEvent: (event: StreamEvent) => void; onResync: () => void };

function parseData(text: string): Readonly<Record<string, unknown>> {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === 'object' && data !== null ? { ...data } : {};
  } catch {
    return {};
  }
}

/** One stream of a project's changes, with its state, and with asking as a way out when streams are cut. */
export class ProjectStream {
  #source: Source | undefined;
  /** Whether the present source was open before. */
  #wasOpen = false;
  #timer: unknown;
  #backgroundTimer: unknown;
  #isInBackground = false;
  /** False while nothing may be asked: paused, in the background, closed. */
  #isAtWork = false;
  #streamTriedAt = 0;
  /** Another one after every stop: a question of before has nothing to say after it. */
  #shift = 0;
  #lastContact: number;
  #state: StreamState = { state: 'connecting' };
  readonly #stateListeners = new Set<() => void>();
  readonly #listeners = new Set<Listener>();
  readonly #followers = new Map<string, Listener>();

  constructor(
    readonly project: string,
    private readonly deps: StreamDeps,
  ) {
    this.#lastContact = deps.now();
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

  start(): void {
    this.#isInBackground = false;
    this.#isAtWork = true;
    this.#set({ state: 'connecting' });
    this.#connect();
  }

  pause(): void {
    this.#stop();
    this.deps.clearTimer(this.#backgroundTimer);
    this.#set({ state: 'paused', since: this.deps.now() });
  }

  resume(): void {
    if (this.#state.state !== 'paused') return;
    this.start();
    this.#resync();
  }

  /** Tells whether somebody can see the page. */
  setVisible(isVisible: boolean): void {
    this.deps.clearTimer(this.#backgroundTimer);
    if (this.#state.state === 'paused') return;
    if (!isVisible) {
      this.#backgroundTimer = this.deps.setTimer(() => this.#rest(), BACKGROUND_AFTER_MS);
    } else if (this.#isInBackground) {
      this.start();
      this.#resync();
    }
  }

  /** Gives the stream back and asks seldom, until the page is looked at again. */
  #rest(): void {
    this.#stop();
    this.#isInBackground = true;
    this.#backgroundTimer = this.deps.setTimer(() => {
      this.#resync();
      this.#rest();
    }, BACKGROUND_POLL_MS);
  }

  close(): void {
    this.#stop();
    this.deps.clearTimer(this.#backgroundTimer);
    this.#listeners.clear();
    this.#followers.clear();
    this.#stateListeners.clear();
  }

  #connect(): void {
    this.#streamTriedAt = this.deps.now();
    const source = this.deps.open(`/api/v1/projects/${encodeURIComponent(this.project)}/events`);
    this.#source = source;
    this.#wasOpen = false;
    source.addEventListener('open', () => this.#opened(source));
    source.addEventListener('error', () => this.#broke(source));
    source.addEventListener('resync', () => this.#resync());
    for (const type of EVENT_TYPES) {
      source.addEventListener(type, (event) =>
        this.#dispatch({ type, id: event.lastEventId, data: parseData(event.data) }),
      );
    }
    this.#schedule(CUT_AFTER_MS, () => this.#giveUp());
  }

  #opened(source: Source): void {
    if (source !== this.#source) return;
    // A stream that the browser resumes goes on where it was. What happened between the last reading and the
    // first opening, nobody tells: it is read once more.
    const missed = !this.#wasOpen;
    this.#wasOpen = true;
    this.deps.clearTimer(this.#timer);
    this.#lastContact = this.deps.now();
    this.#set({ state: 'live' });
    if (missed) this.#resync();
  }

  #broke(source: Source): void {
    if (source !== this.#source) return;
    if (this.#state.state === 'live' || this.#state.state === 'connecting') {
      this.#set({ state: 'reconnecting', since: this.deps.now() });
      this.#schedule(CUT_AFTER_MS, () => this.#giveUp());
    }
    // The browser gives up at once on an answer that is no stream (a sign-in page, a proxy's error).
    if (source.readyState === CLOSED && this.#state.state === 'reconnecting') this.#giveUp();
  }

  /** Streams do not work here: ask instead. */
  #giveUp(): void {
    this.#source?.close();
    this.#source = undefined;
    void this.#poll();
  }

  async #poll(): Promise<void> {
    const shift = this.#shift;
    const answered = await this.deps.ping(this.project).then(
      () => true,
      () => false,
    );
    if (!this.#isAtWork || shift !== this.#shift || this.#state.state === 'live') return;
    if (answered) {
      this.#lastContact = this.deps.now();
      this.#set({ state: 'polling', at: this.#lastContact });
      this.#resync();
    } else if (this.#state.state !== 'stale') {
      this.#set({ state: 'stale', since: this.#lastContact });
    }
    this.#schedule(POLL_MS, () => {
      const isTimeForStream = this.deps.now() - this.#streamTriedAt >= STREAM_RETRY_MS;
      if (answered && isTimeForStream) this.#connect();
      else void this.#poll();
    });
  }

  #schedule(ms: number, run: () => void): void {
    this.deps.clearTimer(this.#timer);
    this.#timer = this.deps.setTimer(run, ms);
  }

  #stop(): void {
    this.#isAtWork = false;
    this.#shift += 1;
    this.deps.clearTimer(this.#timer);
    this.#source?.close();
    this.#source = undefined;
  }

  #dispatch(event: StreamEvent): void {
    this.#lastContact = this.deps.now();
    for (const listener of this.#all()) listener.onEvent(event);
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
