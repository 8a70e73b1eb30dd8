import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderPage } from '@/test/render';
import { sampleLine } from '@/test/samples/runs';
import { problem, serve } from '@/test/server';
import { LogViewer } from './log-viewer';

const RUN = '/api/v1/projects/commerce/runs/r1';
const LINES = Array.from({ length: 60 }, (_, index) =>
  sampleLine(index + 1, {
    ...(index === 19 && { level: 'ERROR', message: 'Panel Latency: no answer' }),
    ...(index === 39 && { message: 'Panel Errors: 12 series' }),
  }),
);

type Query = Record<string, string>;

function page({ after = '0', limit = '500', level }: Query, isComplete = true) {
  const found = LINES.filter((line) => line.seq > Number(after) && (level === undefined || line.level === level));
  return { lines: found.slice(0, Number(limit)), first_seq: 1, last_seq: LINES.length, complete: isComplete };
}

const answers = {
  [`GET ${RUN}/logs`]: ({ query }: { query: Query }) => ({ body: page(query) }),
  [`GET ${RUN}/logs/search`]: ({ query }: { query: Query }) => {
    const seqs = LINES.filter(({ message }) => message.includes(query['q'] ?? '')).map(({ seq }) => seq);
    return { body: { total: seqs.length, seqs } };
  },
};

function open(address = '', known = { first: 1, last: LINES.length, isComplete: true }) {
  return renderPage(
    <LogViewer
      project="commerce"
      run="r1"
      known={known}
      firstError={20}
      startedAt="2026-11-20T08:40:00Z"
      itemName={(seq) => `Dashboard ${seq}`}
      onRunChange={() => undefined}
    />,
    { path: `/p/commerce/runs/r1${address}` },
  );
}

const lines = () => screen.getByRole('log', { name: 'Lines of the log' });
const marks = () => [...lines().querySelectorAll('mark')].map(({ textContent }) => textContent);

beforeEach(() => {
  // A window of some twenty lines.
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(400);
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = (): void => undefined;
      disconnect = (): void => undefined;
    },
  );
  serve(answers);
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the log of a run', () => {
  it('shows its lines and how many there are', async () => {
    open();
    expect(await within(lines()).findByText('line 1')).toBeVisible();
    expect(await screen.findByText(/^Lines 1 to \d+ of 60$/)).toBeVisible();
    expect(screen.getByText('complete')).toBeVisible();
  });

  it('says so when a run wrote nothing, or nothing yet', () => {
    open('', { first: 0, last: 0, isComplete: true });
    expect(screen.getByText('This run wrote no lines, or they were cleaned up.')).toBeVisible();
  });

  it('finds a text on the server, counts it and goes from match to match with Enter', async () => {
    const { address } = open();
    await within(lines()).findByText('line 1');
    const field = screen.getByRole('searchbox', { name: 'Search the whole log' });
    await userEvent.type(field, 'Panel');
    await waitFor(() => expect(marks()).toEqual(['Panel', 'Panel']));
    expect(address()).toBe('/p/commerce/runs/r1?find=Panel');
    await userEvent.type(field, '{Enter}');
    await waitFor(() => expect(lines()).toHaveFocus());
    expect(await screen.findByText('1 of 2')).toBeVisible();
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByText('2 of 2')).toBeVisible();
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
    expect(await screen.findByText('1 of 2')).toBeVisible();
  });

  it('of the levels that are chosen stands in the address', async () => {
    open('?level=error');
    expect(await within(lines()).findByText('Panel Latency: no answer')).toBeVisible();
    expect(within(lines()).queryByText('line 1')).toBeNull();
    expect(screen.getByText('filtered')).toBeVisible();
  });

  it('that can’t be read with a filter says why, with another try', async () => {
    serve({ [`GET ${RUN}/logs`]: problem(403, 'forbidden', 'You may not read it') });
    open('?level=error');
    expect(await screen.findByText(/You may not read it/)).toBeVisible();
  });

  it('has a line or a range chosen by its numbers, and an address leads to it', async () => {
    open('#L5');
    await within(lines()).findByText('line 5');
    const chosen = () => [...lines().querySelectorAll('[data-chosen]')].map((row) => row.getAttribute('data-seq'));
    await waitFor(() => expect(chosen()).toEqual(['5']));
    const number = (seq: number) => within(lines()).getByLabelText(`Line ${seq}`);
    await userEvent.click(number(3));
    const user = userEvent.setup();
    await user.keyboard('{Shift>}');
    await user.click(number(6));
    await waitFor(() => expect(chosen()).toEqual(['3', '4', '5', '6']));
  });
});
