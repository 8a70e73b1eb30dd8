import { act, renderHook, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { closeNotice, useNotices } from '@/kit/notice/notices';
import { renderPage } from '@/test/render';
import { held, problem, serve } from '@/test/server';
import { ProjectDatasourcesPage } from './datasources-page';

const PATH = '/p/commerce/settings/datasources';
const BASE = '/api/v1/projects/commerce';
const LISTS = { [`GET ${BASE}/datasources`]: { body: [] }, 'GET /api/v1/globaldatasources': { body: [] } };
const SAVED = {
  kind: 'Datasource',
  metadata: { name: 'prom', project: 'commerce' },
  spec: { default: false, plugin: { kind: 'PrometheusDatasource', spec: {} } },
};

describe('a new datasource that is closed while it is saved', () => {
  const methods = (requests: readonly { method: string; path: string }[]): string[] =>
    requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path.slice(BASE.length)}`);

  async function saving() {
    const post = held();
    const { requests } = serve({
      ...LISTS,
      [`POST ${BASE}/secrets`]: (request) => ({ body: request.body }),
      [`POST ${BASE}/datasources`]: post.wait,
      [`DELETE ${BASE}/secrets/prom`]: { status: 204 },
    });
    const page = renderPage(<ProjectDatasourcesPage />, { path: PATH, route: PATH });
    await userEvent.click(await screen.findByRole('button', { name: 'New datasource' }));
    const dialog = screen.getByRole('dialog');
    await userEvent.click(within(dialog).getByText('Sign-in, certificate and headers'));
    await userEvent.type(within(dialog).getByLabelText('Name'), 'prom');
    await userEvent.type(within(dialog).getByLabelText('URL of Prometheus or Thanos'), 'https://prom');
    await userEvent.click(within(dialog).getByRole('radio', { name: 'Bearer token' }));
    await userEvent.type(within(dialog).getByLabelText('Token'), 'abc');
    await userEvent.click(screen.getByRole('button', { name: 'Save datasource' }));
    await expect.poll(() => methods(requests)).toEqual(['POST /secrets', 'POST /datasources']);
    return { dialog, requests, answer: post.answer, ...page };
  }

  const ways = {
    Cancel: (dialog: HTMLElement) => userEvent.click(within(dialog).getByRole('button', { name: 'Cancel' })),
    'the cross': (dialog: HTMLElement) => userEvent.click(within(dialog).getByRole('button', { name: 'Close' })),
  };

  it.each(Object.entries(ways))('by %s asks, and its secret stays with what is saved', async (_, way) => {
    const { dialog, requests, answer } = await saving();
    await way(dialog);
    const question = screen.getByRole('dialog', { name: 'Close while it is being saved?' });
    expect(question).toHaveAccessibleDescription('It may be saved all the same. The list shows whether it was.');
    await userEvent.click(within(question).getByText('Close'));
    answer({ body: SAVED });
    await expect
      .poll(() => requests.filter(({ method, path }) => method === 'GET' && path === `${BASE}/datasources`).length)
      .toBeGreaterThan(1);
    expect(methods(requests)).toEqual(['POST /secrets', 'POST /datasources']);
  });

  it('goes on in the dialog when one waits', async () => {
    const { dialog, answer } = await saving();
    await ways.Cancel(dialog);
    await userEvent.click(screen.getByRole('button', { name: 'Wait' }));
    await ways.Cancel(dialog);
    answer(problem(400, 'invalid', 'It is not right'));
    expect(await within(dialog).findByText('It is not right')).toBeInTheDocument();
    expect(screen.getAllByRole('dialog')).toEqual([dialog]);
  });

  it('and then refused says so, and leaves no secret behind', async () => {
    const notices = renderHook(() => useNotices());
    const { dialog, requests, answer } = await saving();
    await ways.Cancel(dialog);
    await userEvent.click(within(screen.getByRole('dialog', { name: /being saved/ })).getByText('Close'));
    answer(problem(400, 'invalid', 'It is not right'));
    await expect.poll(() => methods(requests)).toContain('DELETE /secrets/prom');
    expect(notices.result.current).toMatchObject([{ title: 'prom was not saved', text: 'It is not right' }]);
    act(() => notices.result.current.forEach(({ id }) => closeNotice(id)));
  });

  it('leaves no secret behind when the page is left after it was refused', async () => {
    const { dialog, requests, answer, go, address } = await saving();
    answer(problem(400, 'invalid', 'It is not right'));
    await within(dialog).findByText('It is not right');
    expect(methods(requests)).not.toContain('DELETE /secrets/prom');
    await go(-1);
    await userEvent.click(screen.getByRole('button', { name: 'Leave, lose it' }));
    await waitFor(() => expect(address()).toBe(PATH));
    await expect.poll(() => methods(requests)).toContain('DELETE /secrets/prom');
  });
});

it('credentials that were saved are said to count, when the dialog is gone and the rest is refused', async () => {
  const notices = renderHook(() => useNotices());
  const put = held();
  const proxy = { url: 'https://prom', secret: 'prom' };
  const plugin = { kind: 'PrometheusDatasource', spec: { proxy: { kind: 'HTTPProxy', spec: proxy } } };
  const stored = { ...SAVED, spec: { default: false, plugin } };
  const secret = {
    kind: 'Secret',
    metadata: { name: 'prom', project: 'commerce' },
    spec: { basicAuth: { username: 'reader', password: '<secret>' } },
  };
  const { requests } = serve({
    ...LISTS,
    [`GET ${BASE}/datasources`]: { body: [stored] },
    [`GET ${BASE}/secrets/prom`]: { body: secret },
    [`PUT ${BASE}/secrets/prom`]: { body: secret },
    [`PUT ${BASE}/datasources/prom`]: put.wait,
  });
  renderPage(<ProjectDatasourcesPage />, { path: `${PATH}?edit=prom`, route: PATH });
  await userEvent.click(await screen.findByRole('button', { name: 'Replace: Password' }));
  await userEvent.type(screen.getByLabelText('Password'), 'new');
  await userEvent.click(screen.getByRole('button', { name: 'Save datasource' }));
  await expect.poll(() => requests.filter(({ method }) => method === 'PUT').length).toBe(2);
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  await userEvent.click(within(screen.getByRole('dialog', { name: /being saved/ })).getByText('Close'));
  put.answer(problem(400, 'invalid', 'It is not right'));
  await expect.poll(() => notices.result.current).toHaveLength(1);
  expect(notices.result.current).toMatchObject([
    {
      title: 'Only the credentials of prom were saved',
      text: 'They count from now on. The rest was not saved: It is not right',
    },
  ]);
  act(() => notices.result.current.forEach(({ id }) => closeNotice(id)));
});
