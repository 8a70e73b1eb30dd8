/** The types of events that the server sends for a project. */
export const EVENT_TYPES = [
  'run',
  'run.item',
  'run.log',
  'health',
  'dashboard',
  'policy',
  'environment',
  'datasource',
  'variable',
  'secret',
  'member',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** A change of something. `data` holds ids and counters. */
export type StreamEvent = { type: EventType; id: string; data: Readonly<Record<string, unknown>> };

/**
 * live: events arrive. reconnecting: the stream broke and is tried again. polling: streams are cut by something in
 * between, or refused because too many are open, so the page asks every 5 s. paused: the person wants no changes.
 * stale: the server does not answer since.
 */
export type StreamState =
  | { state: 'connecting' }
  | { state: 'live' }
  | { state: 'reconnecting'; since: number }
  | { state: 'polling'; at: number; isCrowded?: boolean }
  | { state: 'paused'; since: number }
  | { state: 'stale'; since: number };

/** The part of EventSource that is used. */
export type Source = {
  readonly readyState: number;
  addEventListener: (type: string, listener: (event: MessageEvent<string>) => void) => void;
  close: () => void;
};

/** What the server says when it is asked for a sign of life; undefined is silence. */
export type Sign = 'alive' | 'signed out' | undefined;

export type StreamDeps = {
  open: (url: string) => Source;
  /** Asks the server for a sign of life while streams are cut. */
  ping: () => Promise<Sign>;
  /** Why a stream was refused: the code of the refusal, when there is one. */
  refusal: (url: string) => Promise<string | undefined>;
  now: () => number;
  setTimer: (run: () => void, ms: number) => unknown;
  clearTimer: (timer: unknown) => void;
};

/** What a page tells whoever holds the stream, and what it is told. */
export type Wish = { kind: 'watch'; project: string | undefined } | { kind: 'rest' } | { kind: 'bye' };
export type News =
  | { kind: 'state'; state: StreamState }
  | { kind: 'event'; event: StreamEvent }
  | { kind: 'resync' }
  | { kind: 'signed out' };
