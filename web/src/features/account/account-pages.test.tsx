import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { useMeQuery } from '@/api/session';
import { aMe, aMembership, aUser } from '@/test/factories';
import { renderPage } from '@/test/render';
import { problem, serve } from '@/test/server';
import { LinkPage } from './link-page';
import { MembersPage } from './members-page';
import { PasswordCard } from './password-card';
import { SignInPage } from './sign-in-page';

const HEALTH = { body: { version: '1.0.0', commit: '', buildTime: '', database: true, status: 'ok', checks: [] } };

describe('signing in', () => {
  it('goes back to the page that asked for it', async () => {
    const { requests } = serve({ 'GET /api/v1/health': HEALTH, 'POST /api/v1/session': { body: aMe() } });
    const page = renderPage(<SignInPage />, { path: '/sign-in?returnTo=%2Fp%2Fcommerce%2Fruns', route: '/sign-in' });
    await userEvent.type(screen.getByLabelText('User or email'), ' m.okafor ');
    await userEvent.type(screen.getByLabelText('Password'), 'correct horse{Enter}');
    expect(requests.find((request) => request.method === 'POST')?.body).toEqual({
      login: 'm.okafor',
      password: 'correct horse',
    });
    await expect.poll(page.address).toBe('/p/commerce/runs');
  });

  it('says why it was refused, forgets the password and keeps the name', async () => {
    serve({
      'GET /api/v1/health': HEALTH,
      'POST /api/v1/session': problem(401, 'unauthenticated', 'The user or the password is wrong'),
    });
    renderPage(<SignInPage />, { path: '/sign-in', route: '/sign-in' });
    await userEvent.type(screen.getByLabelText('User or email'), 'm.okafor');
    await userEvent.type(screen.getByLabelText('Password'), 'wrong{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('The user or the password is wrong');
    expect(screen.getByLabelText('Password')).toHaveValue('');
    expect(screen.getByLabelText('User or email')).toHaveValue('m.okafor');
  });

  it('keeps the password when nobody has looked at it', async () => {
    serve({ 'GET /api/v1/health': HEALTH, 'POST /api/v1/session': problem(503, 'unavailable', 'The server starts') });
    renderPage(<SignInPage />, { path: '/sign-in', route: '/sign-in' });
    await userEvent.type(screen.getByLabelText('User or email'), 'm.okafor');
    await userEvent.type(screen.getByLabelText('Password'), 'correct horse{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('The server starts');
    expect(screen.getByLabelText('Password')).toHaveValue('correct horse');
  });

  it('sends nothing while a field is empty', async () => {
    const { requests } = serve({ 'GET /api/v1/health': HEALTH });
    renderPage(<SignInPage />, { path: '/sign-in', route: '/sign-in' });
    await userEvent.type(screen.getByLabelText('User or email'), 'm.okafor{Enter}');
    expect(requests.filter((request) => request.method === 'POST')).toEqual([]);
  });
});

describe('a one-time link', () => {
  const link = {
    purpose: 'setup',
    login: 'admin',
    email: '',
    expires_at: '2026-11-20T09:12:00Z',
    checks: [{ name: 'Store', state: 'ok', text: 'embedded' }],
  };

  it('sets a password that is long enough, and signs in', async () => {
    const { requests } = serve({
      'GET /api/v1/health': HEALTH,
      'GET /api/v1/links/abc': { body: link },
      'POST /api/v1/links/abc': { body: aMe() },
    });
    const page = renderPage(<LinkPage />, { path: '/setup/abc', route: '/setup/:token' });
    await userEvent.type(await screen.findByLabelText('Email'), 'ops@example.com');
    await userEvent.type(screen.getByLabelText('Password'), 'short{Enter}');
    expect(screen.getByText('5 of at least 12 characters')).toBeInTheDocument();
    expect(requests.filter((request) => request.method === 'POST')).toEqual([]);
    await userEvent.type(screen.getByLabelText('Password'), ' but longer{Enter}');
    expect(requests.at(-1)?.body).toEqual({ password: 'short but longer', email: 'ops@example.com' });
    await expect.poll(page.address).toBe('/');
    await expect.poll(() => screen.queryByText('Store')).toBeNull();
  });

  it('that was used says so and shows the way on', async () => {
    serve({ 'GET /api/v1/health': HEALTH });
    renderPage(<LinkPage />, { path: '/setup/abc', route: '/setup/:token' });
    expect(await screen.findByRole('heading', { name: 'This link does not work' })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Go to sign-in' })).toHaveAttribute('href', '/sign-in');
  });
});

describe('a new password', () => {
  const change = async (): Promise<void> => {
    renderPage(<PasswordCard />);
    await userEvent.type(screen.getByLabelText('Current password'), 'battery staple');
    await userEvent.type(screen.getByLabelText('New password'), 'correct horse{Enter}');
  };

  it('that is refused costs no second typing of the current one', async () => {
    const wrong = [{ field: 'body.new_password', message: 'is among the usual ones' }];
    serve({ 'PUT /api/v1/me/password': problem(400, 'invalid', 'Some fields are wrong', wrong) });
    await change();
    expect(await screen.findByRole('alert')).toHaveTextContent('New password is among the usual ones');
    expect(screen.getByLabelText('Current password')).toHaveValue('battery staple');
    expect(screen.getByLabelText('New password')).toHaveValue('correct horse');
  });

  it('ends API tokens too, unless one keeps them', async () => {
    const { requests } = serve({ 'PUT /api/v1/me/password': { status: 204 } });
    await change();
    expect(await screen.findByText('The password is changed')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('checkbox', { name: /API tokens end too/ }));
    await userEvent.type(screen.getByLabelText('Current password'), 'correct horse');
    await userEvent.type(screen.getByLabelText('New password'), 'battery staple{Enter}');
    await expect.poll(() => requests.length).toBe(2);
    expect(requests.map(({ body }) => (body as { end_tokens: boolean }).end_tokens)).toEqual([true, false]);
  });

  it('asks for the current one again when that was wrong', async () => {
    serve({ 'PUT /api/v1/me/password': problem(401, 'unauthenticated', 'The current password is wrong') });
    await change();
    expect(await screen.findByRole('alert')).toHaveTextContent('The current password is wrong');
    expect(screen.getByLabelText('Current password')).toHaveValue('');
    expect(screen.getByLabelText('New password')).toHaveValue('correct horse');
  });
});

const MEMBERS = [
  { login: 'm.okafor', display_name: 'Mara', role: 'owner', since: '2026-11-01T08:00:00Z' },
  { login: 's.brandt', display_name: 'Sven', role: 'readonly', since: '2026-11-02T08:00:00Z' },
];

describe('the members', () => {
  const path = '/p/commerce/settings/members';

  it('change their role at once, the last owner excepted', async () => {
    const { requests } = serve({
      'GET /api/v1/projects/commerce/members': { body: MEMBERS },
      'PUT /api/v1/projects/commerce/members/s.brandt': { body: { ...MEMBERS[1], role: 'manager' } },
    });
    renderPage(<MembersPage />, { path });
    await userEvent.selectOptions(await screen.findByLabelText('Role of s.brandt'), 'manager');
    expect(requests.find((request) => request.method === 'PUT')?.body).toEqual({ role: 'manager' });
    expect(screen.getByLabelText('Role of m.okafor')).toHaveAttribute('aria-disabled', 'true');
  });

  it('make one’s own rights be read again', async () => {
    const { requests } = serve({
      'GET /api/v1/me': { body: aMe() },
      'GET /api/v1/projects/commerce/members': { body: [{ ...MEMBERS[1], role: 'owner' }, MEMBERS[0]] },
      'PUT /api/v1/projects/commerce/members/m.okafor': { body: { ...MEMBERS[0], role: 'readonly' } },
    });
    function Rights() {
      return <output>{useMeQuery().data?.projects[0]?.role}</output>;
    }
    renderPage(
      <>
        <Rights />
        <MembersPage />
      </>,
      { path },
    );
    await userEvent.selectOptions(await screen.findByLabelText('Role of m.okafor'), 'readonly');
    await expect.poll(() => requests.some((request) => request.path === '/api/v1/me')).toBe(true);
  });

  it('are only shown to somebody whose role is lower', async () => {
    serve({ 'GET /api/v1/projects/commerce/members': { body: MEMBERS } });
    renderPage(<MembersPage />, { path, me: aMe({ projects: [aMembership('operator')] }) });
    expect(await screen.findByRole('heading', { name: '2 members, 1 owner' })).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Add member' })).toHaveAttribute('aria-disabled', 'true');
    expect(screen.getByRole('button', { name: 'Remove s.brandt' })).toHaveAttribute('aria-disabled', 'true');
  });

  it('leave after a question that says what is lost', async () => {
    const { requests } = serve({
      'GET /api/v1/projects/commerce/members': { body: MEMBERS },
      'DELETE /api/v1/projects/commerce/members/s.brandt': { status: 204 },
    });
    renderPage(<MembersPage />, { path });
    await userEvent.click(await screen.findByRole('button', { name: 'Remove s.brandt' }));
    const dialog = screen.getByRole('dialog');
    expect(dialog).toHaveTextContent('loses access to commerce at once');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Remove s.brandt' }));
    expect(requests.some((request) => request.method === 'DELETE')).toBe(true);
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
  });

  it('are suggested to administrators, who know the users', async () => {
    serve({
      'GET /api/v1/projects/commerce/members': { body: MEMBERS },
      'GET /api/v1/users': {
        body: [aUser(), aUser({ id: '2', login: 'n.ito' }), aUser({ id: '3', login: 'gone', disabled: true })],
      },
    });
    renderPage(<MembersPage />, { path, me: aMe({ user: aUser({ is_admin: true }) }) });
    await screen.findByRole('heading', { name: '2 members, 1 owner' });
    await userEvent.click(screen.getByRole('button', { name: 'Add member' }));
    const dialog = screen.getByRole('dialog');
    await expect.poll(() => [...dialog.querySelectorAll('option')].map(({ value }) => value)).toEqual(['n.ito']);
  });

  it('are suggested to nobody else, nor asked for', async () => {
    const { requests } = serve({ 'GET /api/v1/projects/commerce/members': { body: MEMBERS } });
    renderPage(<MembersPage />, { path });
    await screen.findByRole('heading', { name: '2 members, 1 owner' });
    await userEvent.click(screen.getByRole('button', { name: 'Add member' }));
    expect(requests.some((request) => request.path === '/api/v1/users')).toBe(false);
  });

  it('that do not exist are refused at the field', async () => {
    serve({ 'GET /api/v1/projects/commerce/members': { body: MEMBERS } });
    renderPage(<MembersPage />, { path });
    await screen.findByRole('heading', { name: '2 members, 1 owner' });
    await userEvent.click(screen.getByRole('button', { name: 'Add member' }));
    await userEvent.type(screen.getByLabelText('User'), 'nobody');
    await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Add member' }));
    expect(await screen.findByText('There is no user nobody. An administrator creates users.')).toBeInTheDocument();
  });

  it('that can’t be read give a reason, a request id and another try', async () => {
    serve({ 'GET /api/v1/projects/commerce/members': problem(500, 'internal', 'The database does not answer') });
    renderPage(<MembersPage />, { path });
    expect(
      await screen.findByRole('heading', { name: 'The members of commerce could not be read' }),
    ).toBeInTheDocument();
    expect(screen.getByText('internal')).toBeInTheDocument();
    serve({ 'GET /api/v1/projects/commerce/members': { body: MEMBERS } });
    await userEvent.click(screen.getByRole('button', { name: 'Try now' }));
    expect(await screen.findByText('s.brandt')).toBeInTheDocument();
  });
});
