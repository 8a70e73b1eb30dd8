import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { aMe, aUser } from '@/test/factories';
import { renderPage } from '@/test/render';
import { serve } from '@/test/server';
import { TokensPage } from './tokens-page';
import { UsersPage } from './users-page';

describe('API tokens', () => {
  const token = {
    id: '00000000-0000-0000-0000-000000000009',
    name: 'nightly',
    created_at: '2026-11-20T08:00:00Z',
    expires_at: '2027-02-18T08:00:00Z',
  };

  it('can be revoked on a phone', async () => {
    const isWide = window.matchMedia('');
    vi.spyOn(window, 'matchMedia').mockReturnValue({ ...isWide, matches: true });
    const { requests } = serve({
      'GET /api/v1/me/tokens': { body: [token] },
      [`DELETE /api/v1/me/tokens/${token.id}`]: { status: 204 },
    });
    renderPage(<TokensPage />);
    await userEvent.click(await screen.findByRole('button', { name: 'Revoke nightly' }));
    await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Revoke nightly' }));
    await expect.poll(() => requests.some((request) => request.method === 'DELETE')).toBe(true);
  });

  it('show their secret once, after they are created', async () => {
    const { requests } = serve({
      'GET /api/v1/me/tokens': { body: [] },
      'POST /api/v1/me/tokens': { status: 201, body: { token, secret: 'dk_secret_1' } },
    });
    renderPage(<TokensPage />);
    expect(await screen.findByRole('heading', { name: 'No program acts for you' })).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Create API token' }));
    const form = screen.getByRole('dialog');
    await userEvent.type(within(form).getByLabelText('Name'), 'nightly');
    await userEvent.click(within(form).getByRole('button', { name: 'Create API token' }));
    expect(requests.find((request) => request.method === 'POST')?.body).toEqual({
      name: 'nightly',
      expires_in_days: 90,
      project: 'commerce',
      role: 'readonly',
    });
    expect(await screen.findByText('dk_secret_1')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'I have copied it' }));
    expect(screen.queryByText('dk_secret_1')).not.toBeInTheDocument();
  });

  it('are not lost by Escape before they are copied', async () => {
    serve({
      'GET /api/v1/me/tokens': { body: [] },
      'POST /api/v1/me/tokens': { status: 201, body: { token, secret: 'dk_secret_1' } },
    });
    renderPage(<TokensPage />);
    await userEvent.click(await screen.findByRole('button', { name: 'Create API token' }));
    await userEvent.type(screen.getByLabelText('Name'), 'nightly');
    await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Create API token' }));
    await screen.findByText('dk_secret_1');
    const cancel = (): boolean => fireEvent(screen.getByRole('dialog'), new Event('cancel', { cancelable: true }));
    cancel();
    expect(screen.getByText('It is not copied yet')).toBeInTheDocument();
    expect(screen.getByText('dk_secret_1')).toBeInTheDocument();
    fireEvent.copy(screen.getByText('dk_secret_1'));
    expect(screen.queryByText('It is not copied yet')).not.toBeInTheDocument();
    cancel();
    expect(screen.queryByText('dk_secret_1')).not.toBeInTheDocument();
  });
});

describe('users', () => {
  it('are hidden from others than administrators', () => {
    const { requests } = serve({});
    renderPage(<UsersPage />);
    expect(screen.getByRole('heading', { name: 'Users are for administrators' })).toBeInTheDocument();
    expect(requests).toEqual([]);
  });

  it('get a link that is shown once when they are created', async () => {
    const admin = aUser({ is_admin: true });
    const { requests } = serve({
      'GET /api/v1/users': { body: [admin] },
      'POST /api/v1/users': {
        status: 201,
        body: { user: aUser({ login: 'new.one' }), link: '/password/tok', expires_at: '2026-11-21T08:00:00Z' },
      },
      'PUT /api/v1/projects/commerce/members/new.one': { body: {} },
    });
    renderPage(<UsersPage />, { me: aMe({ user: admin }) });
    await userEvent.click(await screen.findByRole('button', { name: 'New user' }));
    await userEvent.type(screen.getByLabelText('User'), 'new.one');
    await userEvent.selectOptions(screen.getByLabelText('Role'), 'operator');
    await userEvent.click(screen.getByRole('button', { name: 'Create user' }));
    expect(await screen.findByRole('dialog', { name: 'Send this link to new.one' })).toBeInTheDocument();
    expect(screen.getByText(`${window.location.origin}/password/tok`)).toBeInTheDocument();
    expect(requests.find((request) => request.method === 'PUT')?.body).toEqual({ role: 'operator' });
  });

  it('that no project takes are told beside their link', async () => {
    const admin = aUser({ is_admin: true });
    serve({
      'GET /api/v1/users': { body: [admin] },
      'POST /api/v1/users': {
        status: 201,
        body: { user: aUser({ login: 'new.one' }), link: '/password/tok', expires_at: '2026-11-21T08:00:00Z' },
      },
    });
    renderPage(<UsersPage />, { me: aMe({ user: admin }) });
    await userEvent.click(await screen.findByRole('button', { name: 'New user' }));
    await userEvent.type(screen.getByLabelText('User'), 'new.one');
    await userEvent.click(screen.getByRole('button', { name: 'Create user' }));
    expect(await screen.findByRole('dialog', { name: 'Send this link to new.one' })).toBeInTheDocument();
    expect(screen.getByText('new.one could not be added to commerce')).toBeInTheDocument();
  });
});
