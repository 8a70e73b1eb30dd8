import type { ReactElement } from 'react';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, render, type RenderResult } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';
import { createQueryClient } from '@/api/query-client';
import { ME_KEY, SessionProvider, type Me } from '@/api/session';
import { LeaveQuestion } from '@/kit/overlay/leave-question';
import { aMe } from './factories';

/** The page that one came from. */
export const BEFORE = '/before';

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
  /** Goes to another page as a link does, or back to the page that was before. */
  go: (to: string | -1) => Promise<void>;
} {
  const client = createQueryClient();
  client.setDefaultOptions({ queries: { retry: false, networkMode: 'always' } });
  client.setQueryData(ME_KEY, me);
  const router = createMemoryRouter(
    [
      {
        path: route,
        element: (
          <SessionProvider me={me}>
            <LeaveQuestion />
            {element}
          </SessionProvider>
        ),
      },
      { path: BEFORE, element: null },
      { path: '*', element: null },
    ],
    { initialEntries: [BEFORE, path], initialIndex: 1 },
  );
  const result = render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} future={{ v7_startTransition: true }} />
    </QueryClientProvider>,
  );
  return {
    ...result,
    address: () => `${router.state.location.pathname}${router.state.location.search}`,
    go: (to) => act(() => (to === -1 ? router.navigate(-1) : router.navigate(to))),
  };
}
