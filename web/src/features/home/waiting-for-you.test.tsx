import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { renderPage } from '@/test/render';
import { sampleRun } from '@/test/samples/runs';
import { WaitingForYou } from './waiting-for-you';

it('asks for what waits alone, and says how many more there are', async () => {
  const waiting = sampleRun({ title: 'Restore Orders', status: 'awaiting_input' });
  vi.stubGlobal('fetch', async ({ url }: Request) => {
    const { pathname, searchParams } = new URL(url);
    const isAlone = searchParams.getAll('status').join() === 'awaiting_input';
    return Response.json(pathname.endsWith('/badges') ? { awaiting_input: 3 } : { items: isAlone ? [waiting] : [] });
  });
  renderPage(<WaitingForYou project="commerce" />, { path: '/p/commerce' });
  expect(await screen.findByText('Restore Orders')).toBeInTheDocument();
  expect(await screen.findByRole('link', { name: '2 more' })).toHaveAttribute('href', '/p/commerce/runs?tab=input');
});
