import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { renderPage } from '@/test/render';
import { problem, serve } from '@/test/server';
import { ProjectDatasourcesPage } from './datasources-page';

const BASE = '/api/v1/projects/commerce';

function datasourceWith(secret: string) {
  const proxy = { kind: 'HTTPProxy', spec: { url: 'https://prom:9090', secret } };
  return {
    kind: 'Datasource',
    metadata: { name: 'prom', project: 'commerce' },
    spec: { default: false, plugin: { kind: 'PrometheusDatasource', spec: { proxy } } },
  };
}

const GOES = 'Its sign-in is deleted too, unless something else uses it.';

describe.each([
  { secret: 'prom', says: GOES, goes: true },
  { secret: 'prom-2', says: GOES, goes: true },
  { secret: 'team-reader', says: 'The secret team-reader with its sign-in stays.', goes: false },
  { secret: 'prom-eu', says: 'The secret prom-eu with its sign-in stays.', goes: false },
])('deleting a datasource that sends the secret $secret', ({ secret, says, goes }) => {
  it.each([204, 409])(`deletes the secret: ${goes}; whatever the server says of that: %d`, async (status) => {
    const { requests } = serve({
      [`GET ${BASE}/datasources`]: { body: [datasourceWith(secret)] },
      'GET /api/v1/globaldatasources': { body: [] },
      [`GET ${BASE}/datasources/prom/usage`]: { body: { count: 0, by_default: 0, dashboards: [] } },
      [`DELETE ${BASE}/datasources/prom`]: { status: 204 },
      [`DELETE ${BASE}/secrets/${secret}`]: status === 204 ? { status } : problem(status, 'in_use', 'It is used'),
    });
    renderPage(<ProjectDatasourcesPage />, { path: '/p/commerce/settings/datasources' });
    await userEvent.click(await screen.findByRole('button', { name: 'Delete prom' }));
    expect(await screen.findByText(says)).toBeInTheDocument();
    await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete prom' }));
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
    const deleted = requests.filter(({ method }) => method === 'DELETE').map(({ path }) => path.replace(BASE, ''));
    expect(deleted).toEqual(['/datasources/prom', ...(goes ? [`/secrets/${secret}`] : [])]);
  });
});
