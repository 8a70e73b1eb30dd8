import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  BACKGROUND_AFTER_MS,
  BACKGROUND_POLL_MS,
  CUT_AFTER_MS,
  POLL_MS,
  ProjectStream,
  STREAM_RETRY_MS,
  type Source,
  type StreamEvent,
} from './event-stream';

/** A source that does what the test says. */
class FakeSource implements Source {
  readyState = 0;
  isClosed = false;
  readonly #listeners = new Map<string, ((event: MessageEvent<string>) => void)[]>();

  constructor(readonly url: string) {}

  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  emit(type: string, data = '{}', lastEventId = '1'): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(new MessageEvent(type, { data, lastEventId }));
  }

  open(): void {
    this.readyState = 1;
    this.emit('open');
  }

  break(isFinal = false): void {
    this.readyState = isFinal ? 2 : 0;
    this.emit('error');
  }

  close(): void {
    this.isClosed = true;
    this.readyState = 2;
  }
}

let sources: FakeSource[];
let serverAnswers: boolean;
let stream: ProjectStream;
let events: StreamEvent[];
let resyncs: number;

function latest(): FakeSource {
  const source = sources.at(-1);
  if (!source) throw new Error('no stream was opened');
  return source;
}

async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-20T09:36:00Z') });
  sources = [];
  events = [];
  resyncs = 0;
  serverAnswers = true;
  stream = new ProjectStream('commerce', {
    open: (url) => {
      const source = new FakeSource(url);
      sources.push(source);
      return source;
    },
    ping: () => (serverAnswers ? Promise.resolve() : Promise.reject(new Error('down'))),
    now: () => Date.now(),
    setTimer: (run, ms) => setTimeout(run, ms),
    clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>), // made by setTimer above
  });
  stream.listen({ onEvent: (event) => events.push(event), onResync: () => (resyncs += 1) });
  stream.start();
  return () => vi.useRealTimers();
});

describe('a stream that works', () => {
  it('is live once it is open and hands on events with their type and id', () => {
    expect(stream.state.state).toBe('connecting');
    latest().open();
    latest().emit('run.item', '{"id":"r1"}', '42');
    expect(latest().url).toBe('/api/v1/projects/commerce/events');
    expect(stream.state).toEqual({ state: 'live' });
    expect(events).toEqual([{ type: 'run.item', id: '42', data: { id: 'r1' } }]);
  });

  it('asks for everything to be read again when it opens: what happened since the page was read, nobody told', () => {
    expect(resyncs).toBe(0);
    latest().open();
    expect(resyncs).toBe(1);
  });

  it('survives an event that is no JSON', () => {
    latest().open();
    latest().emit('health', 'not json');
    expect(events).toEqual([{ type: 'health', id: '1', data: {} }]);
  });

  it('asks for everything to be read again when the server says that events were missed', () => {
    latest().open();
    latest().emit('resync');
    expect(resyncs).toBe(2);
  });

  it('tells its listeners no more once it is closed', () => {
    latest().open();
    stream.close();
    latest().emit('run');
    expect(events).toEqual([]);
    expect(latest().isClosed).toBe(true);
  });
});

describe('a stream that breaks', () => {
  it('is reconnecting, and live again without asking for anything: the browser resumes by the last id', async () => {
    latest().open();
    latest().break();
    expect(stream.state.state).toBe('reconnecting');
    await pass(3000);
    latest().open();
    expect(stream.state.state).toBe('live');
    expect(resyncs).toBe(1);
    expect(sources).toHaveLength(1);
  });

  it('asks every 5 s when streams are cut, and says so', async () => {
    await pass(CUT_AFTER_MS);
    expect(stream.state.state).toBe('polling');
    expect(latest().isClosed).toBe(true);
    expect(resyncs).toBe(1);
    await pass(2 * POLL_MS);
    expect(resyncs).toBe(3);
  });

  it('asks at once when the browser gives up by itself', async () => {
    latest().break(true);
    await pass(0);
    expect(stream.state.state).toBe('polling');
  });

  it('tries a stream again while it asks, and reads once more when it comes back', async () => {
    await pass(CUT_AFTER_MS);
    await pass(STREAM_RETRY_MS - CUT_AFTER_MS);
    expect(sources).toHaveLength(2);
    const before = resyncs;
    latest().open();
    expect(stream.state.state).toBe('live');
    expect(resyncs).toBe(before + 1);
    await pass(3 * POLL_MS);
    expect(resyncs).toBe(before + 1);
  });
});

describe('a server that is gone', () => {
  it('is stale since the last sign of life, and recovers', async () => {
    latest().open();
    await pass(60_000);
    latest().emit('run');
    const lastSign = Date.now();
    await pass(30_000);
    serverAnswers = false;
    latest().break();
    await pass(CUT_AFTER_MS);
    expect(stream.state).toEqual({ state: 'stale', since: lastSign });
    serverAnswers = true;
    await pass(POLL_MS);
    expect(stream.state.state).toBe('polling');
  });
});

describe('pausing', () => {
  it('hears nothing until it goes on, then reads everything again', async () => {
    latest().open();
    resyncs = 0;
    stream.pause();
    expect(stream.state.state).toBe('paused');
    expect(latest().isClosed).toBe(true);
    await pass(10 * POLL_MS);
    expect(stream.state.state).toBe('paused');
    expect(resyncs).toBe(0);
    stream.resume();
    expect(resyncs).toBe(1);
    latest().open();
    expect(stream.state.state).toBe('live');
    expect(resyncs).toBe(2);
  });

  it('passes over the answer to a question from before the pause', async () => {
    let answer: () => void = () => undefined;
    let asked = 0;
    const slow = new ProjectStream('commerce', {
      open: (url) => new FakeSource(url),
      ping: () => {
        asked += 1;
        return new Promise<void>((resolve) => (answer = resolve));
      },
      now: () => Date.now(),
      setTimer: (run, ms) => setTimeout(run, ms),
      clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>), // made by setTimer above
    });
    slow.start();
    await pass(CUT_AFTER_MS);
    slow.pause();
    slow.resume();
    answer();
    await pass(POLL_MS);
    expect(slow.state.state).toBe('connecting');
    expect(asked).toBe(1);
    slow.close();
  });

  it('stays paused when a question was under way', async () => {
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const slow = new ProjectStream('commerce', {
      open: (url) => new FakeSource(url),
      ping: () => answered,
      now: () => Date.now(),
      setTimer: (run, ms) => setTimeout(run, ms),
      clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>), // made by setTimer above
    });
    slow.start();
    await pass(CUT_AFTER_MS);
    slow.pause();
    answer();
    await pass(0);
    expect(slow.state.state).toBe('paused');
    slow.close();
  });
});

describe('a tab in the background', () => {
  it('gives its stream back, asks seldom, and is live again when somebody looks', async () => {
    latest().open();
    resyncs = 0;
    stream.setVisible(false);
    await pass(BACKGROUND_AFTER_MS);
    expect(latest().isClosed).toBe(true);
    expect(resyncs).toBe(0);
    await pass(2 * BACKGROUND_POLL_MS);
    expect(resyncs).toBe(2);
    stream.setVisible(true);
    latest().open();
    expect(sources).toHaveLength(2);
    expect(stream.state.state).toBe('live');
    expect(resyncs).toBe(4);
    await pass(5 * BACKGROUND_POLL_MS);
    expect(resyncs).toBe(4);
  });

  it('keeps its stream when somebody comes back soon', async () => {
    latest().open();
    stream.setVisible(false);
    await pass(BACKGROUND_AFTER_MS - 1);
    stream.setVisible(true);
    await pass(BACKGROUND_AFTER_MS);
    expect(latest().isClosed).toBe(false);
    expect(sources).toHaveLength(1);
  });

  it('stays paused when it was', async () => {
    latest().open();
    resyncs = 0;
    stream.pause();
    stream.setVisible(false);
    await pass(BACKGROUND_AFTER_MS + BACKGROUND_POLL_MS);
    stream.setVisible(true);
    expect(stream.state.state).toBe('paused');
    expect(resyncs).toBe(0);
  });

  it('asks nothing after it is closed, even when a question was under way', async () => {
    await pass(CUT_AFTER_MS);
    stream.close();
    const before = resyncs;
    await pass(10 * POLL_MS);
    expect(resyncs).toBe(before);
  });
});
