import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { createMemoryRouter, RouterProvider, useSearchParams } from 'react-router-dom';
import { expect, it } from 'vitest';
import { createQueryClient } from '@/api/query-client';
import { problem, serve } from '@/test/server';
import { SignedIn } from './signed-in';

function Door() {
  const [params] = useSearchParams();
  return <output>{params.get('returnTo')}</output>;
}

it('remembers the whole address, to the line of a log', async () => {
  serve({ 'GET /api/v1/me': problem(401, 'unauthenticated', 'Sign in first') });
  const router = createMemoryRouter(
    [
      { path: '/sign-in', element: <Door /> },
      { path: '*', element: <SignedIn /> },
    ],
    { initialEntries: ['/p/commerce/runs/1?find=timeout#L120-L140'] },
  );
  render(
    <QueryClientProvider client={createQueryClient()}>
      <RouterProvider router={router} future={{ v7_startTransition: true }} />
    </QueryClientProvider>,
  );
  expect(await screen.findByText('/p/commerce/runs/1?find=timeout#L120-L140')).toBeInTheDocument();
});
