import { act, screen } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { LiveProvider } from '@/api/live';
import { FakeEventSource } from '@/test/event-source';
import { renderPage } from '@/test/render';
import { problem, serve } from '@/test/server';
import { sampleRun } from '@/test/samples/runs';
import { useRunList } from './runs-data';
import { readRunsFilter } from './runs-filter';

function Probe() {
  const { rows, query } = useRunList('commerce', readRunsFilter(new URLSearchParams()));
  return (
    <>
      <button type="button" onClick={() => void query.fetchNextPage()}>
        more
      </button>
      <output>{rows.map((row) => `${row.id}:${row.status}`).join(' ')}</output>
    </>
  );
}

const run = (id: string, status: 'running' | 'succeeded') => sampleRun({ id, status });

let asked: string[];

/** The server has a page with the first run and one with the next two, of which the last leaves when it ends. */
function answer(status: 'running' | 'succeeded'): void {
  const pages = new Map([
    [null, { items: [run('a', status)], next_cursor: 'second' }],
    ['second', { items: status === 'running' ? [run('b', status), run('c', status)] : [run('b', status)] }],
  ]);
  vi.stubGlobal('fetch', (input: Request) => {
    const url = new URL(input.url);
    asked.push(`${url.pathname.replace(/.*\/runs/, '')} ${url.searchParams.get('cursor') ?? ''}`.trim());
    const alone = /\/runs\/(\w+)$/.exec(url.pathname)?.[1];
    const body = alone === undefined ? pages.get(url.searchParams.get('cursor')) : { run: run(alone, status) };
    return Promise.resolve(new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } }));
  });
}

beforeEach(() => {
  asked = [];
  FakeEventSource.all = [];
  vi.stubGlobal('EventSource', FakeEventSource);
  serve({ 'GET /api/v1/me': problem(404, 'not_found', 'not asked here') });
});

it('after a gap in the stream every row that is shown is read again, and none moves', async () => {
  answer('running');
  renderPage(
    <LiveProvider project="commerce">
      <Probe />
    </LiveProvider>,
  );
  expect(await screen.findByText('a:running')).toBeInTheDocument();
  act(() => screen.getByText('more').click());
  expect(await screen.findByText('a:running b:running c:running')).toBeInTheDocument();
  answer('succeeded');
  asked = [];
  act(() => {
    FakeEventSource.all[0]?.tell('resync');
    FakeEventSource.all[0]?.tell('resync');
  });
  expect(await screen.findByText('a:succeeded b:succeeded c:succeeded')).toBeInTheDocument();
  // A run that stands on a page is not asked for alone, and two gaps at once are two readings, one after the other.
  expect(asked.filter((path) => path === '/a')).toEqual([]);
  expect(asked.indexOf('/c')).toBeLessThan(asked.lastIndexOf('second'));
});
