import { useState } from 'react';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LiveProvider } from '@/api/live';
import { FakeEventSource } from '@/test/event-source';
import { closeNotices } from '@/test/notices';
import { renderPage } from '@/test/render';
import { serve } from '@/test/server';
import { showOnList } from './list/list-notice';
import { NoticeBar } from './list/notice-bar';
import { useCheckNow } from './use-check-now';

const PROJECT = '/api/v1/projects/commerce';

function Check() {
  const { start, note } = useCheckNow('commerce', 'latency');
  return (
    <>
      <button type="button" onClick={start}>
        Check
      </button>
      {note}
    </>
  );
}

function List() {
  const [project, setProject] = useState('commerce');
  return (
    <LiveProvider project={project}>
      <NoticeBar project={project} />
      {['commerce', 'other'].map((name) => (
        <button key={name} type="button" onClick={() => setProject(name)}>
          Go to {name}
        </button>
      ))}
    </LiveProvider>
  );
}

let status = 'running';

/** The run comes to its end, and the page hears of it. */
function finish(): void {
  status = 'succeeded';
  act(() => FakeEventSource.all[0]?.tell('run', { id: 'r1' }));
}

beforeEach(() => {
  status = 'running';
  FakeEventSource.all = [];
  vi.stubGlobal('EventSource', FakeEventSource);
  serve({
    [`POST ${PROJECT}/validations`]: { body: { id: 'r1', url: '', created: true, status: 'queued' } },
    [`GET ${PROJECT}/runs/r1`]: () => ({ body: { run: { id: 'r1', status } } }),
  });
});
afterEach(() => closeNotices('/p/commerce/dashboards'));

it('a check that was started is not said to have started once its result is there', async () => {
  renderPage(
    <LiveProvider project="commerce">
      <Check />
    </LiveProvider>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Check' }));
  expect(await screen.findByText('The check has started')).toBeVisible();
  finish();
  await waitFor(() => expect(screen.queryByText('The check has started')).toBeNull());
});

it.each([
  [{ then: '2 dashboards are imported' }, ['2 dashboards are imported']],
  [{}, []],
])('what is being checked is not so any more: %j', async (words, left) => {
  renderPage(
    <LiveProvider project="commerce">
      <NoticeBar project="commerce" />
    </LiveProvider>,
  );
  const title = '2 dashboards are being checked';
  act(() => showOnList('commerce', { title, during: { id: 'r1', ...words } }));
  expect(await screen.findByText(title)).toBeVisible();
  finish();
  await waitFor(() => expect(screen.queryByText(title)).toBeNull());
  expect(screen.queryAllByText(/dashboards/).map(({ textContent }) => textContent)).toEqual(left);
});

it.each([{ title: '2 dashboards are in the bin' }, { title: '2 dashboards are being checked', during: { id: 'r1' } }])(
  'what was done in a project is said there only: %j',
  async (notice) => {
    renderPage(<List />);
    act(() => showOnList('commerce', notice));
    expect(await screen.findByText(notice.title)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Go to other' }));
    expect(screen.queryByText(notice.title)).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Go to commerce' }));
    expect(screen.getByText(notice.title)).toBeVisible();
  },
);
