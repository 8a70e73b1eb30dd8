import type { ReactElement } from 'react';
import { QueryClientProvider } from '@tanstack/react-query';
import { render, type RenderResult } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';
import { createQueryClient } from '@/api/query-client';
import { ME_KEY, SessionProvider, type Me } from '@/api/session';
import { aMe } from './factories';

type Options = {
  path?: string;
  /** The route's pattern, when the page reads parameters. */
  route?: string;
  me?: Me;
};

/** Draws a page as the app does: with a router, a query cache and somebody signed in. */
export function renderPage(
  element: ReactElement,
  { path = '/', route = '*', me = aMe() }: Options = {},
): RenderResult & {
  address: () => string;
} {
  const client = createQueryClient();
  client.setDefaultOptions({ queries: { retry: false, networkMode: 'always' } });
  client.setQueryData(ME_KEY, me);
  const router = createMemoryRouter(
    [
      { path: route, element: <SessionProvider me={me}>{element}</SessionProvider> },
      { path: '*', element: null },
    ],
    { initialEntries: [path] },
  );
  const result = render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} future={{ v7_startTransition: true }} />
    </QueryClientProvider>,
  );
  return { ...result, address: () => `${router.state.location.pathname}${router.state.location.search}` };
}
