import { act, renderHook, waitFor } from '@testing-library/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { expect, it, vi } from 'vitest';
import { createQueryClient } from '@/api/query-client';
import { problem, serve } from '@/test/server';
import { emptyDocument } from '../document/dashboard-document';
import { useSave } from './use-save';

const DASHBOARDS = '/api/v1/projects/shop/dashboards';
const TITLE = 'Latency of everything that is bought in the shop, by region and by shelf';
const mine = emptyDocument('shop', 'web', TITLE);
const start = { baseline: mine, document: mine, etag: '"x-0"', base: 0, isNew: false };

/** Somebody else saved version 1. */
function stale() {
  const { body } = problem(409, 'stale_version', 'admin saved a newer version');
  const details = { current: mine, current_version: 1, etag: '"x-1"', saved_by: 'admin', yours_version: 0 };
  return { status: 409, body: { ...(body as object), details } };
}

async function collide() {
  const client = createQueryClient();
  client.setDefaultOptions({ mutations: { networkMode: 'always' } });
  const onSaved = vi.fn();
  let isFirst = true;
  const { requests } = serve({
    [`PUT ${DASHBOARDS}/web`]: () => {
      const answer = isFirst ? stale() : { body: mine };
      isFirst = false;
      return answer;
    },
    [`POST ${DASHBOARDS}`]: ({ body }) => ({ body }),
  });
  const { result } = renderHook(() => useSave('shop', start, onSaved), {
    wrapper: ({ children }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>,
  });
  act(() => result.current.setReason(' my reason '));
  act(() => result.current.save(mine));
  await waitFor(() => expect(result.current.conflict?.theirVersion).toBe(1));
  return { result, requests, onSaved };
}

it('saves over another version with the reason, and says whose it was', async () => {
  const { result, requests, onSaved } = await collide();
  act(() => result.current.resolve(mine, 'overwrite', ''));
  await waitFor(() => expect(onSaved).toHaveBeenCalledWith('web'));
  expect(requests.map(({ query }) => query['message'])).toEqual([
    'my reason',
    'my reason (saved over version 1 of admin)',
  ]);
});

it('saves a copy with the reason, under a title that is not too long', async () => {
  const { result, requests, onSaved } = await collide();
  act(() => result.current.resolve(mine, 'copy', 'web-copy'));
  await waitFor(() => expect(onSaved).toHaveBeenCalledWith('web-copy'));
  expect(requests.at(-1)?.query['message']).toBe('my reason');
  expect(requests.at(-1)?.body).toMatchObject({
    spec: { display: { name: 'Latency of everything that is bought in the shop, by region and by sh, copy' } },
  });
});

it('still has the reason when one goes on editing', async () => {
  const { result } = await collide();
  act(() => result.current.reset());
  expect(result.current.conflict).toBeUndefined();
  expect(result.current.reason.trim()).toBe('my reason');
});
