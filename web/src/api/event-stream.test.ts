import { beforeEach, describe, expect, it, vi } from 'vitest';
import { BACKGROUND_AFTER_MS, BACKGROUND_POLL_MS, ProjectStream } from './event-stream';
import { WATCH_AGAIN_MS } from './stream-hub';
import type { News, StreamEvent, Wish } from './stream-words';

let wishes: string[];
let tell: (news: News) => void;
let stream: ProjectStream;
let events: StreamEvent[];
let resyncs: number;
let signedOut: number;

async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

function lastWish(): string | undefined {
  return wishes.at(-1);
}

const RUN: StreamEvent = { type: 'run', id: '1', data: {} };

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-20T09:36:00Z') });
  wishes = [];
  events = [];
  resyncs = 0;
  signedOut = 0;
  stream = new ProjectStream('commerce', {
    openLine: (onNews) => {
      tell = onNews;
      return { wish: (wish: Wish) => wishes.push(wish.kind) };
    },
    onSignedOut: () => (signedOut += 1),
    now: () => Date.now(),
    setTimer: (run, ms) => setTimeout(run, ms),
    clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>), // made by setTimer above
  });
  stream.listen({ onEvent: (event) => events.push(event), onResync: () => (resyncs += 1) });
  return () => vi.useRealTimers();
});

describe('a page that is seen', () => {
  it('watches, says so again, and hands on what it hears', async () => {
    stream.start(true);
    tell({ kind: 'state', state: { state: 'live' } });
    tell({ kind: 'event', event: RUN });
    tell({ kind: 'resync' });
    expect(stream.state).toEqual({ state: 'live' });
    expect(events).toEqual([RUN]);
    expect(resyncs).toBe(1);
    await pass(2 * WATCH_AGAIN_MS);
    expect(wishes).toEqual(['watch', 'watch', 'watch']);
  });

  it('hears that nobody is signed in any more', () => {
    stream.start(true);
    tell({ kind: 'signed out' });
    expect(signedOut).toBe(1);
  });

  it('says goodbye when it is closed', async () => {
    stream.start(true);
    stream.close();
    tell({ kind: 'event', event: RUN });
    await pass(10 * WATCH_AGAIN_MS);
    expect(lastWish()).toBe('bye');
    expect(events).toEqual([]);
  });
});

describe('pausing', () => {
  it('hears nothing, not even what was on its way, until it goes on', async () => {
    stream.start(true);
    stream.pause();
    tell({ kind: 'event', event: RUN });
    tell({ kind: 'resync' });
    tell({ kind: 'state', state: { state: 'live' } });
    await pass(10 * BACKGROUND_POLL_MS);
    expect(stream.state.state).toBe('paused');
    expect(lastWish()).toBe('rest');
    expect([events, resyncs]).toEqual([[], 0]);
    stream.resume();
    expect(stream.state.state).toBe('connecting');
    expect(lastWish()).toBe('watch');
  });
});

describe('a page in the background', () => {
  it('rests after a while, asks seldom, and watches again when somebody looks', async () => {
    stream.start(true);
    stream.setVisible(false);
    await pass(BACKGROUND_AFTER_MS);
    expect(lastWish()).toBe('rest');
    expect(resyncs).toBe(0);
    await pass(2 * BACKGROUND_POLL_MS);
    expect(resyncs).toBe(2);
    stream.setVisible(true);
    expect(lastWish()).toBe('watch');
    await pass(5 * BACKGROUND_POLL_MS);
    expect(resyncs).toBe(2);
  });

  it('goes on watching when somebody comes back soon', async () => {
    stream.start(true);
    stream.setVisible(false);
    await pass(BACKGROUND_AFTER_MS - 1);
    stream.setVisible(true);
    await pass(BACKGROUND_AFTER_MS);
    expect(wishes).not.toContain('rest');
  });

  it('begins with rest when it was opened there', async () => {
    stream.start(false);
    await pass(BACKGROUND_POLL_MS);
    expect(wishes).not.toContain('watch');
    expect(resyncs).toBe(1);
    stream.setVisible(true);
    expect(lastWish()).toBe('watch');
  });

  it('rests at once when the browser puts it aside', () => {
    stream.start(true);
    stream.rest();
    expect(lastWish()).toBe('rest');
    stream.setVisible(true);
    expect(lastWish()).toBe('watch');
  });

  it('stays paused when it was', async () => {
    stream.start(true);
    stream.pause();
    stream.setVisible(false);
    stream.rest();
    await pass(BACKGROUND_AFTER_MS + BACKGROUND_POLL_MS);
    stream.setVisible(true);
    expect(stream.state.state).toBe('paused');
    expect([lastWish(), resyncs]).toEqual(['rest', 0]);
  });
});
