import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { closeNotices } from '@/test/notices';
import { renderPage } from '@/test/render';
import { problem, serve } from '@/test/server';
import { BinTab } from './bin-tab';
import { NoticeBar } from './notice-bar';
import { useDashboardActions } from './use-dashboard-actions';

const PROJECT = '/api/v1/projects/commerce';
const CATALOG = {
  items: [
    {
      name: 'old',
      display_name: 'Old one',
      description: '',
      tags: [],
      state: 'archived',
      version: 1,
      panels: 1,
      views_30d: 0,
      created_at: '2026-11-01T08:00:00Z',
      updated_at: '2026-11-01T08:00:00Z',
      health: { status: 'UNKNOWN', summary: '', strip: [] },
    },
  ],
  counts: { live: 0, archived: 1, matching: 1, draft: 0, active: 0 },
  owners: [],
  tags: [],
};

afterEach(() => closeNotices('/p/commerce/dashboards'));

function Archive() {
  const { archiveMany } = useDashboardActions('commerce');
  const names = ['one', 'two', 'three'];
  const archive = (): void =>
    void archiveMany(names.map((name) => ({ name, title: name }))).catch((error: Error) => alert(error.message));
  return (
    <button type="button" onClick={archive}>
      archive
    </button>
  );
}

describe('the bin', () => {
  it('restores a dashboard once, however often one presses', async () => {
    serve({
      [`GET ${PROJECT}/catalog`]: { body: CATALOG },
      [`POST ${PROJECT}/dashboards/old/restore`]: { status: 204 },
    });
    const answer = globalThis.fetch;
    const held: (() => void)[] = [];
    vi.stubGlobal('fetch', async (input: Request) => {
      if (input.method === 'POST') await new Promise<void>((resolve) => held.push(resolve));
      return answer(input);
    });
    renderPage(<BinTab project="commerce" />);
    await userEvent.dblClick(await screen.findByRole('button', { name: 'Restore' }));
    expect(held).toHaveLength(1);
    held[0]?.();
  });

  it('gives the way back for those that got there before one could not', async () => {
    const told = vi.spyOn(window, 'alert').mockReturnValue();
    serve({
      [`DELETE ${PROJECT}/dashboards/one`]: { status: 204 },
      [`DELETE ${PROJECT}/dashboards/two`]: problem(503, 'unavailable', 'The server starts'),
    });
    renderPage(
      <>
        <NoticeBar project="commerce" />
        <Archive />
      </>,
    );
    await userEvent.click(screen.getByText('archive'));
    expect(await screen.findByText('one is in the bin')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Undo' })).toBeInTheDocument();
    expect(told).toHaveBeenCalledExactlyOnceWith('The server starts');
  });
});
