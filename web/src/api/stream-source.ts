import {
  EVENT_TYPES,
  type EventType,
  type Source,
  type StreamDeps,
  type StreamEvent,
  type StreamState,
} from './stream-words';

export const POLL_MS = 5_000;
/** The browser reconnects by itself; after this long without success streams count as cut. */
export const CUT_AFTER_MS = 10_000;
/** While asking, a stream is tried again this often. */
export const STREAM_RETRY_MS = 60_000;
/** The server's beat comes every 10 s: a stream without a sign for this long hangs, whatever the connection says. */
export const SILENT_AFTER_MS = 25_000;
const CLOSED = 2;

export type SourceListener = {
  onState: (state: StreamState) => void;
  onEvent: (event: StreamEvent) => void;
  /** The stream covers these projects now. Unless it resumed, what happened before was told by nobody. */
  onOpen: (projects: readonly string[], isResumed: boolean) => void;
  /** Events may have been missed: everything is read again. */
  onResync: () => void;
  onSignedOut: () => void;
};

function parseData(text: string): Readonly<Record<string, unknown>> {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === 'object' && data !== null ? { ...data } : {};
  } catch {
    return {};
  }
}

/** The place in the stream as a number; undefined when it is none. */
function placeOf(id: string): number | undefined {
  const place = Number(id);
  return id !== '' && Number.isSafeInteger(place) ? place : undefined;
}

function addressOf(projects: readonly string[], after: number | undefined): string {
  const query = new URLSearchParams(projects.map((project) => ['project', project]));
  if (after !== undefined) query.set('after', String(after));
  const text = query.toString();
  return text === '' ? '/api/v1/events' : `/api/v1/events?${text}`;
}

/** One stream of the changes in some projects, with its state, and with asking as a way out when streams are cut. */
export class StreamSource {
  #source: Source | undefined;
  /** Whether the present stream is open. One with other projects replaces it without a word. */
  #isOpen = false;
  #projects: readonly string[] = [];
  /** Those of them that the server does not let the person watch. */
  readonly #outOfReach = new Set<string>();
  #timer: unknown;
  #watchdog: unknown;
  #isAtWork = false;
  #streamTriedAt = 0;
  /** Another one after every stop: a question of before has nothing to say after it. */
  #shift = 0;
  #lastContact: number;
  /** The last event that was handed on; undefined when the next stream begins anew. */
  #place: number | undefined;
  #isCrowded = false;
  #state: StreamState = { state: 'connecting' };

  constructor(
    private readonly deps: StreamDeps,
    private readonly listener: SourceListener,
  ) {
    this.#lastContact = deps.now();
  }

  get state(): StreamState {
    return this.#state;
  }

  /** Whether the present stream is open and covers a project. */
  covers(project: string | undefined): boolean {
    if (!this.#isOpen || project === undefined) return this.#isOpen;
    return this.#projects.includes(project) && !this.#outOfReach.has(project);
  }

  /** Watches these projects from now on, perhaps none. */
  watch(projects: readonly string[]): void {
    const isSame = this.#projects.length === projects.length && projects.every((name) => this.#projects.includes(name));
    if (this.#isAtWork && isSame) return;
    this.#projects = projects;
    if (!this.#isAtWork) {
      this.#isAtWork = true;
      this.#set({ state: 'connecting' });
      this.#connect();
    } else if (this.#source) {
      this.#connect();
    }
  }

  /** Gives the stream back. */
  stop(): void {
    this.#isAtWork = false;
    this.#shift += 1;
    this.#place = undefined;
    this.#projects = [];
    this.deps.clearTimer(this.#timer);
    this.#drop();
    this.#set({ state: 'connecting' });
  }

  #drop(): void {
    this.deps.clearTimer(this.#watchdog);
    this.#source?.close();
    this.#source = undefined;
    this.#isOpen = false;
    this.#outOfReach.clear();
  }

  #connect(): void {
    this.#streamTriedAt = this.deps.now();
    this.#drop();
    const projects = this.#projects;
    const url = addressOf(projects, this.#place);
    const source = this.deps.open(url);
    this.#source = source;
    let wasOpen = this.#place !== undefined;
    source.addEventListener('open', () => {
      if (source !== this.#source) return;
      const isResumed = wasOpen;
      wasOpen = true;
      this.#opened(projects, isResumed);
    });
    source.addEventListener('error', () => this.#broke(source, url));
    const hear = (type: string, act: (event: MessageEvent<string>) => void): void =>
      source.addEventListener(type, (event) => {
        if (source !== this.#source) return;
        this.#lastContact = this.deps.now();
        // Where the stream is: a resync goes back too, when the server forgot what it had.
        this.#place = placeOf(event.lastEventId) ?? this.#place;
        act(event);
      });
    hear('beat', () => undefined);
    hear('resync', () => this.listener.onResync());
    const tell = (type: EventType, { lastEventId, data }: MessageEvent<string>): void =>
      this.listener.onEvent({ type, id: lastEventId, data: parseData(data) });
    // A project that one may not watch any more: what one may do is read again.
    hear('gone', (event) => {
      const { project } = parseData(event.data);
      if (typeof project === 'string') this.#outOfReach.add(project);
      tell('member', event);
    });
    for (const type of EVENT_TYPES) hear(type, (event) => tell(type, event));
    hear('member', () => this.#askAgain());
    this.#schedule(CUT_AFTER_MS, () => this.#giveUp());
  }

  /** What the person may do has changed: what was refused may be open now. All of it is read anew then. */
  #askAgain(): void {
    if (this.#outOfReach.size === 0) return;
    this.#place = undefined;
    this.#connect();
  }

  #opened(projects: readonly string[], isResumed: boolean): void {
    this.deps.clearTimer(this.#timer);
    this.#isOpen = true;
    this.#lastContact = this.deps.now();
    this.#isCrowded = false;
    this.#set({ state: 'live' });
    this.#watch();
    this.listener.onOpen(projects, isResumed);
  }

  /** A connection that hangs says nothing, not even that it broke. */
  #watch(): void {
    this.deps.clearTimer(this.#watchdog);
    const left = this.#lastContact + SILENT_AFTER_MS - this.deps.now();
    this.#watchdog = this.deps.setTimer(() => {
      if (this.#state.state !== 'live') return;
      if (this.deps.now() - this.#lastContact < SILENT_AFTER_MS) {
        this.#watch();
        return;
      }
      this.#set({ state: 'reconnecting', since: this.#lastContact });
      this.#connect();
    }, left);
  }

  #broke(source: Source, url: string): void {
    if (source !== this.#source) return;
    this.#isOpen = false;
    if (this.#state.state === 'live' || this.#state.state === 'connecting') {
      this.#set({ state: 'reconnecting', since: this.deps.now() });
      this.#schedule(CUT_AFTER_MS, () => this.#giveUp());
    }
    // The browser gives up at once on an answer that is no stream (a sign-in page, a proxy's error, a refusal).
    if (source.readyState === CLOSED) void this.#refused(url);
  }

  async #refused(url: string): Promise<void> {
    const shift = this.#shift;
    this.#drop();
    const code = await this.deps.refusal(url).catch(() => undefined);
    if (!this.#isAtWork || shift !== this.#shift) return;
    this.#isCrowded = code === 'too_many_streams';
    this.#giveUp();
  }

  /** Streams do not work here: ask instead. */
  #giveUp(): void {
    this.#drop();
    // What was missed meanwhile is read as a whole.
    this.#place = undefined;
    this.deps.clearTimer(this.#timer);
    void this.#poll();
  }

  async #poll(): Promise<void> {
    const shift = this.#shift;
    const sign = await this.deps.ping().catch(() => undefined);
    if (!this.#isAtWork || shift !== this.#shift || this.#source) return;
    if (sign === 'signed out') {
      this.stop();
      this.listener.onSignedOut();
      return;
    }
    const wasStale = this.#state.state === 'stale';
    if (sign === 'alive') {
      this.#lastContact = this.deps.now();
      this.#set({ state: 'polling', at: this.#lastContact, ...(this.#isCrowded && { isCrowded: true }) });
      this.listener.onResync();
    } else if (!wasStale) {
      this.#set({ state: 'stale', since: this.#lastContact });
    }
    // A server that is back after a silence is asked for a stream at once.
    if (sign === 'alive' && wasStale) {
      this.#connect();
      return;
    }
    this.#schedule(POLL_MS, () => {
      const isTimeForStream = this.deps.now() - this.#streamTriedAt >= STREAM_RETRY_MS;
      if (sign === 'alive' && isTimeForStream) this.#connect();
      else void this.#poll();
    });
  }

  #schedule(ms: number, run: () => void): void {
    this.deps.clearTimer(this.#timer);
    this.#timer = this.deps.setTimer(run, ms);
  }

  #set(state: StreamState): void {
    this.#state = state;
    this.listener.onState(state);
  }
}
