import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeEventSource } from '@/test/event-source';
import { serve } from '@/test/server';
import { openLine } from './shared-stream';
import type { News, Wish } from './stream-words';

/** The worker that all pages share, which does what the test says. */
class FakeWorker extends EventTarget {
  static latest: FakeWorker | undefined;
  readonly wishes: Wish[] = [];
  readonly port = Object.assign(new EventTarget(), {
    start: () => undefined,
    postMessage: (wish: Wish) => this.wishes.push(wish),
  });

  constructor() {
    super();
    FakeWorker.latest = this;
  }

  tell(data: News): void {
    this.port.dispatchEvent(new MessageEvent('message', { data }));
  }
}

const WATCH: Wish = { kind: 'watch', project: 'commerce' };

function worker(): FakeWorker {
  if (!FakeWorker.latest) throw new Error('no worker was started');
  return FakeWorker.latest;
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeEventSource.all = [];
  vi.stubGlobal('EventSource', FakeEventSource);
  vi.stubGlobal('SharedWorker', FakeWorker);
  serve({});
  return () => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  };
});

describe('the line of a page', () => {
  it('leads to the worker as long as that answers', () => {
    const heard: News[] = [];
    const line = openLine((news) => heard.push(news));
    line.wish(WATCH);
    worker().tell({ kind: 'resync' });
    vi.advanceTimersByTime(60_000);
    expect(heard).toEqual([{ kind: 'resync' }]);
    expect(worker().wishes).toEqual([WATCH]);
    expect(FakeEventSource.all).toEqual([]);
  });

  it('is one of its own when the worker is silent, which watches for this page no more', () => {
    const heard: News[] = [];
    const line = openLine((news) => heard.push(news));
    line.wish(WATCH);
    vi.advanceTimersByTime(5_000);
    expect(FakeEventSource.all).toHaveLength(1);
    expect(worker().wishes).toEqual([WATCH, { kind: 'rest' }]);
    heard.length = 0;
    worker().tell({ kind: 'resync' });
    expect(heard).toEqual([]);
    line.wish({ kind: 'bye' });
  });
});
