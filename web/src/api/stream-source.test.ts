import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeSource } from '@/test/fake-source';
import { CUT_AFTER_MS, POLL_MS, SILENT_AFTER_MS, STREAM_RETRY_MS, StreamSource } from './stream-source';
import type { Sign, StreamEvent } from './stream-words';

let sources: FakeSource[];
let sign: Sign;
let refused: string | undefined;
let stream: StreamSource;
let events: StreamEvent[];
let resyncs: number;
let opened: [projects: readonly string[], isResumed: boolean][];
let signedOut: number;

function latest(): FakeSource {
  const source = sources.at(-1);
  if (!source) throw new Error('no stream was opened');
  return source;
}

async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

/** Time passes on a stream that beats. */
async function beat(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 10_000) {
    await pass(10_000);
    latest().emit('beat');
  }
}

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-20T09:36:00Z') });
  sources = [];
  events = [];
  opened = [];
  resyncs = 0;
  signedOut = 0;
  sign = 'alive';
  refused = undefined;
  stream = new StreamSource(
    {
      open: (url) => {
        const source = new FakeSource(url);
        sources.push(source);
        return source;
      },
      ping: () => (sign === undefined ? Promise.reject(new Error('down')) : Promise.resolve(sign)),
      refusal: () => Promise.resolve(refused),
      now: () => Date.now(),
      setTimer: (run, ms) => setTimeout(run, ms),
      clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>), // made by setTimer above
    },
    {
      onState: () => undefined,
      onEvent: (event) => events.push(event),
      onOpen: (projects, isResumed) => opened.push([projects, isResumed]),
      onResync: () => (resyncs += 1),
      onSignedOut: () => (signedOut += 1),
    },
  );
  stream.watch(['commerce']);
  return () => vi.useRealTimers();
});

describe('a stream that works', () => {
  it('is live once it is open and hands on events with their type and id', () => {
    expect(stream.state.state).toBe('connecting');
    latest().open();
    latest().emit('run.item', '{"id":"r1"}', '42');
    expect(latest().url).toBe('/api/v1/events?project=commerce');
    expect(stream.state).toEqual({ state: 'live' });
    expect(events).toEqual([{ type: 'run.item', id: '42', data: { id: 'r1' } }]);
  });

  it('tells that what happened before its first opening was told by nobody', () => {
    latest().open();
    expect(opened).toEqual([[['commerce'], false]]);
  });

  it('survives an event that is no JSON', () => {
    latest().open();
    latest().emit('health', 'not json');
    expect(events).toEqual([{ type: 'health', id: '1', data: {} }]);
  });

  it('asks for everything to be read again when the server says that events were missed', () => {
    latest().open();
    latest().emit('resync');
    expect(resyncs).toBe(1);
  });

  it('takes a project that is out of reach for a change of what one may do', () => {
    latest().open();
    latest().emit('gone', '{"project":"commerce"}');
    expect(events).toEqual([{ type: 'member', id: '1', data: { project: 'commerce' } }]);
  });

  it('does not cover a project that was refused, and asks for it anew when what one may do has changed', () => {
    latest().open();
    latest().emit('member');
    expect(sources).toHaveLength(1);
    latest().emit('gone', '{"project":"commerce"}', '7');
    expect(stream.covers('commerce')).toBe(false);
    expect(stream.covers(undefined)).toBe(true);
    latest().emit('member', '{}', '8');
    expect(sources).toHaveLength(2);
    expect(latest().url).toBe('/api/v1/events?project=commerce');
    latest().open();
    expect(opened.at(-1)).toEqual([['commerce'], false]);
    expect(stream.covers('commerce')).toBe(true);
  });

  it('tells no more once it is given back', () => {
    latest().open();
    stream.stop();
    latest().emit('run');
    expect(events).toEqual([]);
    expect(latest().isClosed).toBe(true);
  });
});

describe('other projects', () => {
  it('are watched from where the stream was, so that nothing is lost, and nobody sees the change', () => {
    latest().open();
    latest().emit('run', '{}', '42');
    latest().emit('beat', '{}', '43');
    stream.watch(['commerce', 'payments']);
    expect(sources).toHaveLength(2);
    expect(sources[0]?.isClosed).toBe(true);
    expect(latest().url).toBe('/api/v1/events?project=commerce&project=payments&after=43');
    expect(stream.state.state).toBe('live');
    expect(stream.covers('payments')).toBe(false);
    latest().open();
    expect(stream.covers('payments')).toBe(true);
    expect(opened.at(-1)).toEqual([['commerce', 'payments'], true]);
  });

  it('that are the same in another order open no other stream', () => {
    stream.watch(['b', 'a']);
    stream.watch(['a', 'b']);
    expect(sources).toHaveLength(2);
  });

  it('can be none: one hears of one’s own rights', () => {
    stream.stop();
    stream.watch([]);
    expect(latest().url).toBe('/api/v1/events');
  });
});

describe('a stream that breaks', () => {
  it('is reconnecting, and live again: the browser resumes by the last id', async () => {
    latest().open();
    latest().break();
    expect(stream.state.state).toBe('reconnecting');
    await pass(3000);
    latest().open();
    expect(stream.state.state).toBe('live');
    expect(resyncs).toBe(0);
    expect(opened.at(-1)).toEqual([['commerce'], true]);
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
    expect(stream.state).toEqual({ state: 'polling', at: Date.now() });
  });

  it('says when it was refused because too many are open', async () => {
    refused = 'too_many_streams';
    latest().break(true);
    await pass(0);
    expect(stream.state).toMatchObject({ state: 'polling', isCrowded: true });
  });

  it('ends when nobody is signed in any more', async () => {
    sign = 'signed out';
    latest().open();
    latest().break(true);
    await pass(0);
    expect(signedOut).toBe(1);
    await pass(10 * POLL_MS);
    expect(sources).toHaveLength(1);
    expect(signedOut).toBe(1);
  });

  it('tries a stream again while it asks, which begins anew', async () => {
    latest().open();
    latest().emit('run', '{}', '42');
    latest().break(true);
    await pass(STREAM_RETRY_MS);
    expect(sources).toHaveLength(2);
    expect(latest().url).toBe('/api/v1/events?project=commerce');
    const before = resyncs;
    latest().open();
    expect(stream.state.state).toBe('live');
    expect(opened.at(-1)).toEqual([['commerce'], false]);
    await beat(3 * POLL_MS);
    expect(resyncs).toBe(before);
  });

  it('passes over the answer to a question from before it was given back', async () => {
    await pass(CUT_AFTER_MS - 1);
    latest().break(true);
    stream.stop();
    await pass(10 * POLL_MS);
    expect(stream.state.state).toBe('connecting');
    expect(resyncs).toBe(0);
  });
});

describe('a connection that hangs', () => {
  it('is seen within 30 s: no beat comes', async () => {
    latest().open();
    await beat(60_000);
    expect(stream.state.state).toBe('live');
    latest().emit('run', '{}', '42');
    await pass(SILENT_AFTER_MS - 1);
    expect(stream.state.state).toBe('live');
    await pass(1);
    expect(stream.state.state).toBe('reconnecting');
    expect(SILENT_AFTER_MS).toBeLessThan(30_000);
    expect(sources[0]?.isClosed).toBe(true);
    expect(latest().url).toBe('/api/v1/events?project=commerce&after=42');
    latest().open();
    expect(stream.state.state).toBe('live');
    expect(opened.at(-1)).toEqual([['commerce'], true]);
  });

  it('is stale when nothing else answers either, and live at once when the server is back', async () => {
    latest().open();
    const lastSign = Date.now();
    sign = undefined;
    await pass(SILENT_AFTER_MS + CUT_AFTER_MS);
    expect(stream.state).toEqual({ state: 'stale', since: lastSign });
    await pass(POLL_MS);
    sign = 'alive';
    await pass(POLL_MS);
    expect(sources).toHaveLength(3);
    latest().open();
    expect(stream.state.state).toBe('live');
    expect(opened.at(-1)).toEqual([['commerce'], false]);
  });
});

describe('a server that is gone', () => {
  it('is stale since the last sign of life, and recovers', async () => {
    latest().open();
    await beat(60_000);
    latest().emit('run');
    const lastSign = Date.now();
    await pass(20_000);
    sign = undefined;
    latest().break();
    await pass(CUT_AFTER_MS);
    expect(stream.state).toEqual({ state: 'stale', since: lastSign });
    sign = 'alive';
    await pass(POLL_MS);
    expect(stream.state.state).toBe('polling');
    expect(resyncs).toBe(1);
  });
});
