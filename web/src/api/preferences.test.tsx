import { useQuery } from '@tanstack/react-query';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { aMe } from '@/test/factories';
import { renderPage } from '@/test/render';
import { problem, serve } from '@/test/server';
import { useChangePreferences, type Preferences } from './preferences';
import { useSavedViews } from './saved-views';
import { ME_KEY, type Me } from './session';

function Probe() {
  const views = useSavedViews('runs', 'commerce');
  const change = useChangePreferences();
  const { data: me } = useQuery<Me>({ queryKey: ME_KEY, enabled: false });
  return (
    <>
      <button type="button" onClick={() => views.save('mine', 'tab=failed')}>
        save
      </button>
      <button type="button" onClick={() => change.mutate({ theme: 'dark' })}>
        dark
      </button>
      <button type="button" onClick={() => change.mutate({ density: 'compact' })}>
        compact
      </button>
      <output>{JSON.stringify(me?.preferences)}</output>
    </>
  );
}

/** A server that keeps preferences as ours does: as one document. */
function keeping(start: Preferences): { kept: () => Preferences } {
  let document = start;
  serve({
    'GET /api/v1/preferences': () => ({ body: document }),
    'PUT /api/v1/preferences': ({ body }) => {
      document = body as Preferences; // what the client sends, checked by the contract
      return { body: document };
    },
  });
  return { kept: () => document };
}

const theirs = { name: 'theirs', page: 'health', project: 'commerce', query: 'view=list' };
const mine = { name: 'mine', page: 'runs', project: 'commerce', query: 'tab=failed' };

describe('changing preferences', () => {
  it('keeps what another tab changed since this one read them', async () => {
    const { kept } = keeping({ theme: 'light', saved_views: [theirs] });
    renderPage(<Probe />, { me: aMe({ preferences: { theme: 'light' } }) });
    await userEvent.click(screen.getByText('dark'));
    await expect.poll(kept).toEqual({ theme: 'dark', saved_views: [theirs] });
    await userEvent.click(screen.getByText('save'));
    await expect.poll(kept).toEqual({ theme: 'dark', saved_views: [theirs, mine] });
    expect(screen.getByRole('status')).toHaveTextContent('theirs');
  });

  it('loses none of two that follow each other quickly', async () => {
    const { kept } = keeping({});
    renderPage(<Probe />, { me: aMe({ preferences: {} }) });
    await Promise.all([userEvent.click(screen.getByText('dark')), userEvent.click(screen.getByText('compact'))]);
    await expect.poll(kept).toEqual({ theme: 'dark', density: 'compact' });
  });

  it('begins anew when another tab wrote between reading and writing', async () => {
    let document: Preferences = {};
    let others = [theirs];
    vi.stubGlobal('fetch', async (request: Request) => {
      const tag = `"${JSON.stringify(document).length}"`;
      if (request.method === 'GET') return Response.json(document, { headers: { ETag: tag } });
      // The other tab is quicker, once.
      if (others.length > 0) document = { saved_views: others };
      others = [];
      if (request.headers.get('If-Match') !== `"${JSON.stringify(document).length}"`) {
        return Response.json({ code: 'conflict', message: 'Changed meanwhile' }, { status: 409 });
      }
      document = (await request.json()) as Preferences; // what the client sends, checked by the contract
      return Response.json(document);
    });
    renderPage(<Probe />, { me: aMe({ preferences: {} }) });
    await userEvent.click(screen.getByText('save'));
    await expect.poll(() => document).toEqual({ saved_views: [theirs, mine] });
  });

  it('is taken back when the server refuses', async () => {
    serve({
      'GET /api/v1/preferences': { body: {} },
      'PUT /api/v1/preferences': problem(400, 'invalid', 'Not that one'),
    });
    renderPage(<Probe />, { me: aMe({ preferences: { theme: 'light' } }) });
    await userEvent.click(screen.getByText('dark'));
    await expect.poll(() => screen.getByRole('status').textContent).toBe('{"theme":"light"}');
  });
});
