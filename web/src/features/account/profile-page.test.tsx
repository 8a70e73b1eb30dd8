import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { aMe, aUser } from '@/test/factories';
import { renderPage } from '@/test/render';
import { problem, serve } from '@/test/server';
import { nameOfTitle } from './project-model';
import { ProfilePage } from './profile-page';
import { ProjectsPage } from './projects-page';

const SESSIONS = { 'GET /api/v1/me/sessions': { body: [] } };

describe('the profile', () => {
  it('saves name and email, and says what is wrong at its field', async () => {
    const { requests } = serve({
      ...SESSIONS,
      'PATCH /api/v1/me': problem(400, 'invalid', 'Some fields are wrong', [
        { field: 'email', message: 'is the address of another user' },
      ]),
    });
    renderPage(<ProfilePage />);
    const email = screen.getByLabelText('Email');
    await userEvent.clear(email);
    await userEvent.type(email, ' sven@example.com ');
    await userEvent.click(screen.getByRole('button', { name: 'Save name and email' }));
    expect(await screen.findByText('Email is the address of another user')).toBeInTheDocument();
    expect(requests.find(({ method }) => method === 'PATCH')?.body).toEqual({
      display_name: 'Mara Okafor',
      email: 'sven@example.com',
    });
    expect(screen.getByRole('heading', { level: 1, name: 'Mara Okafor' })).toBeInTheDocument();
  });

  it('says nothing is to be saved while nothing is changed', () => {
    serve(SESSIONS);
    renderPage(<ProfilePage />);
    expect(screen.getByRole('button', { name: 'Save name and email' })).toHaveAttribute('aria-disabled', 'true');
  });

  it('asks before the page is left with a name that was typed', async () => {
    serve(SESSIONS);
    const { go, address } = renderPage(<ProfilePage />);
    await userEvent.type(screen.getByLabelText('Name'), ' II');
    await go(-1);
    await userEvent.click(screen.getByRole('button', { name: 'Go on editing' }));
    expect(address()).toBe('/');
    expect(screen.getByLabelText('Name')).toHaveValue('Mara Okafor II');
  });

  it('sets what dashboards open with, and takes it back', async () => {
    const { requests } = serve({
      ...SESSIONS,
      'GET /api/v1/preferences': { body: { default_range: '45m', theme: 'dark' } },
      'PUT /api/v1/preferences': (request) => ({ body: request.body }),
    });
    renderPage(<ProfilePage />, { me: aMe({ preferences: { default_range: '45m', theme: 'dark' } }) });
    expect(screen.getByLabelText('Time range')).toHaveDisplayValue('The last 45m');
    await userEvent.selectOptions(screen.getByLabelText('Time range'), 'The last hour (default)');
    await userEvent.selectOptions(screen.getByLabelText('Refresh'), 'Off');
    const written = (): unknown[] => requests.filter(({ method }) => method === 'PUT').map(({ body }) => body);
    await expect.poll(() => written().length).toBe(2);
    expect(written()[0]).toEqual({ theme: 'dark' });
    expect(written()[1]).toMatchObject({ refresh_interval: 0 });
  });
});

it('the first steps that were hidden on Home can be had back', async () => {
  const preferences = { start_hidden: true };
  const { requests } = serve({
    ...SESSIONS,
    'GET /api/v1/preferences': { body: preferences },
    'PUT /api/v1/preferences': (request) => ({ body: request.body }),
  });
  renderPage(<ProfilePage />, { me: aMe({ preferences }) });
  await userEvent.click(screen.getByRole('switch', { name: /First steps on Home/ }));
  await expect.poll(() => requests.find(({ method }) => method === 'PUT')?.body).toEqual({ start_hidden: false });
});

describe('a new project', () => {
  it('has a name for addresses that follows its title', () => {
    expect(nameOfTitle('Münster & Shop')).toBe('munster-shop');
    expect(nameOfTitle('  --  ')).toBe('');
    expect(nameOfTitle('x'.repeat(100))).toHaveLength(75);
  });

  it('is made by an administrator, who goes on in it', async () => {
    const { requests } = serve({
      'GET /api/v1/me': { body: aMe() },
      'POST /api/v1/projects': (request) => ({ body: request.body }),
    });
    const page = renderPage(<ProjectsPage />, {
      path: '/admin/projects?new=',
      route: '/admin/projects',
      me: aMe({ user: aUser({ is_admin: true }) }),
    });
    await userEvent.type(await screen.findByLabelText('Title'), 'Online Shop');
    expect(screen.getByLabelText('URL name')).toHaveValue('online-shop');
    await userEvent.click(screen.getByRole('button', { name: 'Create project' }));
    await expect.poll(page.address).toBe('/p/online-shop/dashboards');
    expect(requests.find(({ method }) => method === 'POST')?.body).toEqual({
      kind: 'Project',
      metadata: { name: 'online-shop' },
      spec: { display: { name: 'Online Shop' } },
    });
  });

  it('of a name that is taken says so at the name', async () => {
    serve({ 'POST /api/v1/projects': problem(409, 'already_exists', 'There is a project of this name') });
    renderPage(<ProjectsPage />, {
      path: '/admin/projects?new=',
      route: '/admin/projects',
      me: aMe({ user: aUser({ is_admin: true }) }),
    });
    await userEvent.type(await screen.findByLabelText('Title'), 'Shop');
    await userEvent.click(screen.getByRole('button', { name: 'Create project' }));
    expect(await screen.findByText('There is a project of this name. Choose another.')).toBeInTheDocument();
  });

  it('is not for others', () => {
    serve({});
    renderPage(<ProjectsPage />);
    expect(screen.getByRole('heading', { name: 'Projects are made by administrators' })).toBeInTheDocument();
  });
});
