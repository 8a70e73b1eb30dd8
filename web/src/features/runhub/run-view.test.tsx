import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Schema } from '@/api/client';
import { aMe, aMembership } from '@/test/factories';
import { renderPage } from '@/test/render';
import { sampleItem, sampleRun } from '@/test/samples/runs';
import { problem, serve } from '@/test/server';
import { RunPage } from './run-page';

const RUN = '/api/v1/projects/commerce/runs/r1';
const CANCEL = 'POST /api/v1/projects/commerce/validations/r1/cancel';

const failing = Array.from({ length: 22 }, (_, index) =>
  sampleItem(index + 1, { finding: 'fail', message: 'Panel Latency: no answer', first_log_seq: index + 1 }),
);
const passing = sampleItem(30, { title: 'Revenue', finding: 'pass' });

const detail: Schema<'RunDetail'> = {
  run: sampleRun({
    id: 'r1',
    status: 'succeeded',
    finished_at: '2026-11-20T08:42:00Z',
    counts: { total: 23, succeeded: 23, warned: 0, failed: 0, skipped: 0 },
    findings: { pass: 1, warn: 0, fail: 22 },
  }),
  reasons: [
    { status: 'succeeded', finding: 'fail', sentence: '', count: 22 },
    { status: 'succeeded', finding: 'pass', sentence: '', count: 1 },
  ],
  transitions: [
    { status: 'queued', at: '2026-11-20T08:40:00Z' },
    { status: 'running', at: '2026-11-20T08:40:02Z' },
    { status: 'succeeded', at: '2026-11-20T08:42:00Z' },
  ],
  log_lines: 0,
  children: [],
};

const answers = {
  [`GET ${RUN}`]: { body: detail },
  [`GET ${RUN}/items`]: { body: { items: [...failing, passing] } },
  [CANCEL]: { status: 204 },
};

function open(address = '', role: 'operator' | 'readonly' = 'operator') {
  return renderPage(<RunPage />, {
    path: `/p/commerce/runs/r1${address}`,
    route: '/p/:project/runs/:id',
    me: aMe({ projects: [aMembership(role)] }),
  });
}

/** The group of items that begins with these words. */
const group = (name: RegExp) => screen.findByRole('region', { name });

beforeEach(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = (): void => undefined;
      disconnect = (): void => undefined;
    },
  );
  serve(answers);
});

describe('a run', () => {
  it('lists what is failing first, as many as one can take in, and the rest when asked', async () => {
    open();
    const failed = await group(/^Failing/);
    const all = await screen.findAllByRole('region', { name: /^(Failing|Healthy)/ });
    expect(all[0]).toBe(failed);
    expect(within(failed).getAllByRole('listitem')).toHaveLength(20);
    await userEvent.click(within(failed).getByRole('button', { name: '2 more' }));
    expect(within(failed).getAllByRole('listitem')).toHaveLength(22);
  });

  it('shows the log of one item, and says why there is none of another', async () => {
    const { address } = open();
    const failed = await group(/^Failing/);
    await userEvent.click(within(failed).getByRole('button', { name: 'Log of Dashboard 1' }));
    await waitFor(() => expect(address()).toBe('/p/commerce/runs/r1?item=1'));
    expect(screen.getByRole('button', { name: 'Show the whole log' })).toHaveAttribute('aria-pressed', 'true');
    const quiet = screen.getByRole('button', { name: 'Log of Revenue' });
    expect(quiet).toHaveAttribute('aria-disabled', 'true');
  });

  it('tells its states with their times', async () => {
    open();
    const states = await screen.findByRole('list', { name: 'States of the run' });
    expect(
      within(states)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      expect.stringMatching(/^Queued.*2 s$/),
      expect.stringMatching(/^Running.*1 m 58 s$/),
      expect.stringMatching(/^Succeeded/),
    ]);
  });

  it('that is gone says so, with the way to the others', async () => {
    serve({});
    open();
    expect(await screen.findByText('This run is not there any more')).toBeVisible();
    expect(screen.getByRole('link', { name: 'See all runs' })).toHaveAttribute('href', '/p/commerce/runs');
  });
});

describe('a check that is under way', () => {
  const running = { ...detail, run: { ...detail.run, status: 'running' as const } };
  beforeEach(() => serve({ ...answers, [`GET ${RUN}`]: { body: running } }));

  it('is stopped after a question that says what stays', async () => {
    const { requests } = serve({
      ...answers,
      [`GET ${RUN}`]: {
        body: { ...running, run: { ...running.run, counts: { ...running.run.counts, succeeded: 3 } } },
      },
    });
    open('?from=health');
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel check' }));
    const dialog = screen.getByRole('dialog');
    expect(dialog).toHaveTextContent('20 dashboards will not be checked. The results of the 3 that are done stay.');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Cancel check' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toContain(CANCEL);
  });

  it('says why it was not stopped', async () => {
    serve({
      ...answers,
      [`GET ${RUN}`]: { body: running },
      [CANCEL]: problem(409, 'conflict', 'It has ended already'),
    });
    open('?from=health');
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel check' }));
    await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Cancel check' }));
    expect(await within(screen.getByRole('dialog')).findByText('It has ended already')).toBeVisible();
  });

  it('is not stopped from the hub, nor by those who only read', async () => {
    const { unmount } = open();
    expect(await screen.findByRole('link', { name: 'Open in Health' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Cancel check' })).toBeNull();
    unmount();
    open('?from=health', 'readonly');
    expect(await screen.findByRole('button', { name: 'Cancel check' })).toHaveAttribute('aria-disabled', 'true');
  });
});
