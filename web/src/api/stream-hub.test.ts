import { beforeEach, expect, it, vi } from 'vitest';
import { FakeSource } from '@/test/fake-source';
import { GONE_AFTER_MS, StreamHub, WATCH_AGAIN_MS } from './stream-hub';
import type { News, Wish } from './stream-words';

let sources: FakeSource[];
let hub: StreamHub;

type Page = { wish: (wish: Wish) => void; news: News[] };

function comes(project: string | undefined): Page {
  const news: News[] = [];
  const wish = hub.join((one) => news.push(one));
  wish({ kind: 'watch', project });
  return { wish, news };
}

/** What a page heard since the last time, without the states. */
function heard(page: Page): string[] {
  return page.news.splice(0).flatMap((one) => {
    if (one.kind === 'state') return [];
    return [one.kind === 'event' ? `${one.event.type} ${one.event.id}` : one.kind];
  });
}

function latest(): FakeSource {
  const source = sources.at(-1);
  if (!source) throw new Error('no stream was opened');
  return source;
}

function open(): FakeSource[] {
  return sources.filter((source) => !source.isClosed);
}

beforeEach(() => {
  vi.useFakeTimers();
  sources = [];
  hub = new StreamHub({
    open: (url) => {
      const source = new FakeSource(url);
      sources.push(source);
      return source;
    },
    ping: () => Promise.resolve('alive' as const),
    refusal: () => Promise.resolve(undefined),
    now: () => Date.now(),
    setTimer: (run, ms) => setTimeout(run, ms),
    clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>), // made by setTimer above
  });
  return () => vi.useRealTimers();
});

it('twelve pages share one stream, and each reads once more when it comes', () => {
  const pages = Array.from({ length: 6 }, () => comes('commerce'));
  latest().open();
  pages.push(...Array.from({ length: 6 }, () => comes('commerce')));
  expect(sources).toHaveLength(1);
  for (const page of pages) {
    expect(page.news.at(-1)).not.toEqual({ kind: 'state', state: { state: 'connecting' } });
    expect(heard(page)).toEqual(['resync']);
  }
  latest().emit('run', '{"project":"commerce"}', '7');
  for (const page of pages) expect(heard(page)).toEqual(['run 7']);
});

it('pages of different projects share it too, and each hears its own', () => {
  const shop = comes('shop');
  latest().open();
  latest().emit('run', '{"project":"shop"}', '7');
  heard(shop);
  const bank = comes('bank');
  expect(open()).toHaveLength(1);
  expect(latest().url).toBe('/api/v1/events?project=bank&project=shop&after=7');
  latest().open();
  expect(heard(bank)).toEqual(['resync']);
  expect(heard(shop)).toEqual([]);
  latest().emit('health', '{"project":"bank"}', '8');
  latest().emit('member', '{"project":"elsewhere","user":"u"}', '9');
  expect(heard(bank)).toEqual(['health 8', 'member 9']);
  expect(heard(shop)).toEqual(['member 9']);
  bank.wish({ kind: 'bye' });
  expect(latest().url).toBe('/api/v1/events?project=shop&after=9');
});

it('is given back when the last page rests, and begins anew when one is back', () => {
  const one = comes('shop');
  const two = comes('shop');
  latest().open();
  one.wish({ kind: 'rest' });
  expect(open()).toHaveLength(1);
  two.wish({ kind: 'rest' });
  expect(open()).toHaveLength(0);
  heard(one);
  one.wish({ kind: 'watch', project: 'shop' });
  latest().open();
  expect(heard(one)).toEqual(['resync']);
});

it('a page that crashed keeps no stream', async () => {
  const alive = comes('shop');
  comes('bank');
  for (let passed = 0; passed <= GONE_AFTER_MS; passed += WATCH_AGAIN_MS) {
    latest().open();
    latest().emit('beat');
    await vi.advanceTimersByTimeAsync(WATCH_AGAIN_MS);
    alive.wish({ kind: 'watch', project: 'shop' });
  }
  expect(latest().url).toMatch(/^\/api\/v1\/events\?project=shop(&after=1)?$/);
  expect(open()).toHaveLength(1);
});

it('a page that says again that it watches is told the state and reads nothing anew', () => {
  const page = comes('shop');
  latest().open();
  heard(page);
  page.wish({ kind: 'watch', project: 'shop' });
  expect(page.news).toEqual([{ kind: 'state', state: { state: 'live' } }]);
});
