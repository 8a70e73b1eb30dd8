import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState, type ReactNode } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { api, read } from '@/api/client';
import { createQueryClient } from '@/api/query-client';
import { askForSignIn, endAsking, useIsAskedForSignIn } from '@/api/session-end';
import { ME_KEY, SessionProvider } from '@/api/session';
import { SessionEndedDialog } from '@/features/account/session-ended-dialog';
import { SignInPage } from '@/features/account/sign-in-page';
import { useUnsavedWork } from '@/lib/unsaved-work';
import { aMe } from '@/test/factories';
import { problem, serve } from '@/test/server';
import { answerSignedOut } from './signed-out';

const ME = aMe();
const REFUSED = problem(401, 'unauthenticated', 'Sign in first');

function Form() {
  const [text, setText] = useState('');
  useUnsavedWork(text !== '');
  return <input aria-label="Name" value={text} onChange={(event) => setText(event.target.value)} />;
}

function Sessions() {
  const { data = [] } = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => read(api.GET('/api/v1/me/sessions', { signal })),
  });
  return <p>{data.length} sessions</p>;
}

function Signed({ children }: { children?: ReactNode }) {
  const isAsked = useIsAskedForSignIn();
  return (
    <SessionProvider me={ME}>
      <Form />
      {children}
      {isAsked && <SessionEndedDialog />}
    </SessionProvider>
  );
}

function open(beside?: ReactNode) {
  const client = createQueryClient();
  client.setQueryData(ME_KEY, ME);
  const router = createMemoryRouter(
    [
      { path: '/sign-in', element: <SignInPage /> },
      { path: '*', element: <Signed>{beside}</Signed> },
    ],
    { initialEntries: ['/p/commerce/health/policies/new'] },
  );
  answerSignedOut(router);
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} future={{ v7_startTransition: true }} />
    </QueryClientProvider>,
  );
  return router;
}

async function beRefused(): Promise<void> {
  await act(async () => {
    await api.GET('/api/v1/me/sessions').catch(() => undefined);
  });
}

async function signIn(): Promise<void> {
  await userEvent.type(await screen.findByLabelText('User or email'), ME.user.login);
  await userEvent.type(screen.getByLabelText('Password'), 'correct horse');
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
}

beforeEach(() => sessionStorage.clear());
afterEach(endAsking);

describe('a session that ended', () => {
  it('leads to the sign-in, which says so', async () => {
    serve({ 'GET /api/v1/me/sessions': REFUSED });
    open();
    await beRefused();
    expect(await screen.findByText('Your session ended. Sign in again.')).toBeInTheDocument();
  });

  it('leaves unsaved work where it is, and asks for the password there', async () => {
    let isRight = false;
    const { requests } = serve({
      'GET /api/v1/me/sessions': REFUSED,
      'POST /api/v1/session': () =>
        isRight ? { body: ME } : problem(401, 'unauthenticated', 'The user or the password is wrong'),
    });
    open();
    await userEvent.type(screen.getByLabelText('Name'), 'Nightly');
    await beRefused();
    expect(screen.getByRole('dialog', { name: 'Your session ended' })).toBeInTheDocument();
    expect(screen.getByLabelText('Password')).toHaveFocus();
    await userEvent.type(screen.getByLabelText('Password'), 'wrong');
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('The user or the password is wrong');
    expect(screen.getByLabelText('Password')).toHaveValue('');

    isRight = true;
    await userEvent.type(screen.getByLabelText('Password'), 'correct horse');
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
    expect(requests.findLast(({ method }) => method === 'POST')?.body).toEqual({
      login: ME.user.login,
      password: 'correct horse',
    });
    expect(screen.getByLabelText('Name')).toHaveValue('Nightly');
    expect(screen.getByLabelText('Name')).toHaveFocus();
  });

  it('reads again what stands on the page, once somebody signed in above it', async () => {
    let isIn = true;
    const { requests } = serve({
      'GET /api/v1/me/sessions': () => (isIn ? { body: [] } : REFUSED),
      'POST /api/v1/session': () => {
        isIn = true;
        return { body: ME };
      },
    });
    open(<Sessions />);
    await userEvent.type(screen.getByLabelText('Name'), 'Nightly');
    isIn = false;
    await beRefused();
    await userEvent.type(screen.getByLabelText('Password'), 'correct horse');
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    const since = () => requests.slice(requests.findIndex(({ method }) => method === 'POST')).map(({ path }) => path);
    await expect.poll(since).toEqual(['/api/v1/session', '/api/v1/me/sessions']);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it.each([
    { who: 'the same person', me: ME, stays: false },
    { who: 'somebody else', me: aMe({ user: { ...ME.user, id: 'other' } }), stays: true },
  ])('goes on when another window signed in as $who: $stays', async ({ me, stays }) => {
    let isIn = false;
    const { requests } = serve({
      'GET /api/v1/me/sessions': REFUSED,
      'GET /api/v1/me': () => (isIn ? { body: me } : REFUSED),
    });
    open();
    await userEvent.type(screen.getByLabelText('Name'), 'Nightly');
    await beRefused();
    isIn = true;
    act(() => void window.dispatchEvent(new Event('focus')));
    await expect.poll(() => requests.some(({ path }) => path === '/api/v1/me')).toBe(true);
    await expect.poll(() => screen.queryByRole('dialog') !== null).toBe(stays);
    expect(screen.getByLabelText('Name')).toHaveValue('Nightly');
  });

  it('is put off by Escape, and asked for again at the next refusal', async () => {
    serve({ 'GET /api/v1/me/sessions': REFUSED });
    open();
    await userEvent.type(screen.getByLabelText('Name'), 'Nightly');
    await beRefused();
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    await beRefused();
    expect(screen.getByRole('dialog', { name: 'Your session ended' })).toBeInTheDocument();
  });

  it('that led to the sign-in is not asked for again behind it', async () => {
    serve({ 'GET /api/v1/me/sessions': REFUSED, 'POST /api/v1/session': { body: ME } });
    const router = open();
    await userEvent.type(screen.getByLabelText('Name'), 'Nightly');
    await beRefused();
    expect(screen.getByRole('dialog', { name: 'Your session ended' })).toBeInTheDocument();
    await userEvent.clear(screen.getByLabelText('Name'));
    await beRefused();
    expect(router.state.location.pathname).toBe('/sign-in');
    await signIn();
    expect(await screen.findByLabelText('Name')).toHaveValue('');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('is not asked for once somebody signed in, whichever way', async () => {
    serve({ 'POST /api/v1/session': { body: ME } });
    const router = open();
    act(askForSignIn);
    await act(() => router.navigate('/sign-in'));
    await signIn();
    expect(await screen.findByLabelText('Name')).toBeInTheDocument();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });
});
