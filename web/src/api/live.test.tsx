import { useState } from 'react';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeEventSource } from '@/test/event-source';
import { serve } from '@/test/server';
import { BACKGROUND_AFTER_MS } from './event-stream';
import { LiveProvider, useIsPaused, useKeptFresh, useStreamControls } from './live';
import { createQueryClient } from './query-client';

const SERVER = 'server';
let read: () => Promise<string>;

function Region() {
  const queryKey = ['things', 'commerce'];
  useKeptFresh({ key: queryKey, news: ['health'], concerns: ({ data }) => data['id'] !== 'other' });
  const { data } = useQuery({ queryKey, queryFn: () => read() });
  return <output>{data}</output>;
}

function Page() {
  const [isShown, setIsShown] = useState(true);
  return (
    <>
      <button type="button" onClick={() => setIsShown(!isShown)}>
        go
      </button>
      {isShown && <Region />}
    </>
  );
}

function Pause() {
  const isPaused = useIsPaused();
  const controls = useStreamControls();
  return (
    <>
      <button type="button" onClick={() => controls?.pause()}>
        pause
      </button>
      <output>{isPaused ? 'paused' : 'going on'}</output>
    </>
  );
}

async function pass(ms: number): Promise<void> {
  await act(() => vi.advanceTimersByTimeAsync(ms));
}

function go(): void {
  act(() => screen.getByText('go').click());
}

function stream(): FakeEventSource {
  const [first] = FakeEventSource.all;
  if (!first) throw new Error('no stream was opened');
  return first;
}

async function open(): Promise<void> {
  render(
    <QueryClientProvider client={createQueryClient()}>
      <LiveProvider project="commerce">
        <Page />
      </LiveProvider>
    </QueryClientProvider>,
  );
  await pass(0);
  act(() => stream().open());
  await pass(1000);
}

let value: string;
let readings: number;

beforeEach(() => {
  vi.useFakeTimers();
  FakeEventSource.all = [];
  vi.stubGlobal('EventSource', FakeEventSource);
  serve({});
  value = SERVER;
  readings = 0;
  read = () => {
    readings += 1;
    return Promise.resolve(value);
  };
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('what follows the stream', () => {
  it('is read again once for a burst, and not for what is none of its business', async () => {
    await open();
    const before = readings;
    value = 'new';
    act(() => {
      stream().tell('health');
      stream().tell('health');
    });
    await pass(1000);
    expect(screen.getByRole('status')).toHaveTextContent('new');
    act(() => {
      stream().tell('health', { id: 'other' });
      stream().tell('policy');
    });
    await pass(1000);
    expect(readings).toBe(before + 1);
  });

  it('is read once, however many show it', async () => {
    render(
      <QueryClientProvider client={createQueryClient()}>
        <LiveProvider project="commerce">
          <Region />
          <Region />
        </LiveProvider>
      </QueryClientProvider>,
    );
    await pass(0);
    act(() => stream().open());
    await pass(1000);
    const before = readings;
    act(() => stream().tell('health'));
    await pass(2000);
    expect(readings).toBe(before + 1);
  });

  it('comes to its end however often there is news while it is read', async () => {
    await open();
    value = 'slow';
    read = () => {
      const answer = value;
      return new Promise((resolve) => {
        setTimeout(() => resolve(answer), 900);
      });
    };
    for (let second = 0; second < 20; second += 1) {
      act(() => stream().tell('health'));
      await pass(100);
    }
    expect(screen.getByRole('status')).toHaveTextContent('slow');
    value = 'last';
    act(() => stream().tell('health'));
    await pass(4000);
    expect(screen.getByRole('status')).toHaveTextContent('last');
  });

  it('is read when it is shown again after news that came while it was not', async () => {
    await open();
    go();
    await pass(100);
    value = 'meanwhile';
    act(() => stream().tell('health'));
    await pass(500);
    go();
    await pass(0);
    expect(screen.getByRole('status')).toHaveTextContent('meanwhile');
  });

  it('is left as it is when it is shown again and nothing came', async () => {
    await open();
    const before = readings;
    go();
    go();
    await pass(1000);
    expect(readings).toBe(before);
  });
});

describe('the stream of a page', () => {
  it('is given back a while after the page went to the background', async () => {
    await open();
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(stream().readyState).toBe(1);
    await pass(BACKGROUND_AFTER_MS);
    expect(stream().readyState).toBe(2);
  });

  it('is not opened by a page that was opened in the background', async () => {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    render(
      <QueryClientProvider client={createQueryClient()}>
        <LiveProvider project="commerce">
          <Page />
        </LiveProvider>
      </QueryClientProvider>,
    );
    await pass(BACKGROUND_AFTER_MS);
    expect(FakeEventSource.all).toEqual([]);
  });

  it('stays paused in the next project', async () => {
    const page = (project: string) => (
      <QueryClientProvider client={client}>
        <LiveProvider project={project}>
          <Pause />
        </LiveProvider>
      </QueryClientProvider>
    );
    const client = createQueryClient();
    const { rerender } = render(page('commerce'));
    await pass(0);
    act(() => screen.getByText('pause').click());
    rerender(page('payments'));
    await pass(1000);
    expect(screen.getByRole('status')).toHaveTextContent('paused');
    expect(FakeEventSource.all.map(({ url }) => url)).toEqual(['/api/v1/events?project=commerce']);
  });

  it('tells whether it is paused, also of the next project', async () => {
    const told = vi.fn();
    const client = createQueryClient();
    const page = (project: string) => (
      <QueryClientProvider client={client}>
        <LiveProvider project={project} onPaused={told}>
          <Pause />
        </LiveProvider>
      </QueryClientProvider>
    );
    const { rerender } = render(page('commerce'));
    await pass(0);
    expect(told).toHaveBeenLastCalledWith(false);
    told.mockClear();
    act(() => screen.getByText('pause').click());
    rerender(page('payments'));
    await pass(0);
    expect(new Set(told.mock.calls.flat())).toEqual(new Set([true]));
  });

  it('is loaded anew with the page when the browser kept it', async () => {
    await open();
    const reload = vi.fn();
    vi.stubGlobal('location', { reload });
    const show = (persisted: boolean): void => {
      window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
    };
    show(false);
    expect(reload).not.toHaveBeenCalled();
    show(true);
    expect(reload).toHaveBeenCalledOnce();
  });
});
