import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { renderPage } from '@/test/render';
import { problem, serve } from '@/test/server';
import { secretStep, toCredentials, toSecret, whyAgain } from './credential-model';
import { ProjectDatasourcesPage } from './datasources-page';

const PATH = '/p/commerce/settings/datasources';
const BASE = '/api/v1/projects/commerce';
const LISTS = { [`GET ${BASE}/datasources`]: { body: [] }, 'GET /api/v1/globaldatasources': { body: [] } };

const SECRET = {
  kind: 'Secret',
  metadata: { name: 'prom-2', project: 'commerce', version: 2 },
  spec: {
    basicAuth: { username: 'reader', password: '<secret>' },
    tlsConfig: { cert: 'kept', key: '<secret>', serverName: 'kept' },
  },
};

function aDatasource(proxy: object) {
  return {
    kind: 'Datasource',
    metadata: { name: 'prom', project: 'commerce' },
    spec: {
      default: false,
      plugin: { kind: 'PrometheusDatasource', spec: { proxy: { kind: 'HTTPProxy', spec: proxy } } },
    },
  };
}

const PROXY = {
  url: 'https://prom:9090/base',
  secret: 'prom-2',
  headers: { 'X-Scope-OrgID': '<secret>' },
};
const STORED = aDatasource(PROXY);

function withStored(more: Parameters<typeof serve>[0] = {}) {
  return serve({
    ...LISTS,
    [`GET ${BASE}/datasources`]: { body: [STORED] },
    [`GET ${BASE}/secrets/prom-2`]: { body: SECRET },
    [`PUT ${BASE}/datasources/prom`]: (request) => ({ body: request.body }),
    [`POST ${BASE}/datasources/prom/test`]: { body: { ok: true, steps: [] } },
    ...more,
  });
}

describe('the secret of a datasource', () => {
  const form = toCredentials(SECRET);

  it('keeps what the form does not know, and what is hidden', () => {
    expect(toSecret(form, { project: 'commerce' }, 'prom-2', SECRET)).toEqual(SECRET);
    expect(secretStep(toSecret(form, { project: 'commerce' }, 'prom-2', SECRET), SECRET, false)).toBe('nothing');
  });

  it('of a moved datasource is a new one, and one without anything is none', () => {
    expect(secretStep(SECRET, SECRET, true)).toBe('create');
    expect(secretStep({ spec: {} }, SECRET, false)).toBe('drop');
    expect(secretStep({ spec: {} }, undefined, false)).toBe('nothing');
  });

  it('has to be typed again when the certificate is checked in another way', () => {
    expect(whyAgain(form, form, false)).toBeUndefined();
    expect(whyAgain({ ...form, skipsVerify: true }, form, false)).toContain('type it again');
  });
});

async function fill(dialog: HTMLElement, values: Record<string, string>): Promise<void> {
  for (const [label, text] of Object.entries(values)) {
    await userEvent.type(within(dialog).getByRole('textbox', { name: label }), text);
  }
}

async function save(): Promise<void> {
  await userEvent.click(screen.getByRole('button', { name: 'Save datasource' }));
}

describe('a new datasource', () => {
  async function open(): Promise<HTMLElement> {
    renderPage(<ProjectDatasourcesPage />, { path: PATH });
    await userEvent.click(await screen.findByRole('button', { name: 'New datasource' }));
    const dialog = screen.getByRole('dialog');
    await userEvent.click(within(dialog).getByText('Sign-in, certificate and headers'));
    await fill(dialog, { Name: 'prom', 'URL of Prometheus or Thanos': 'https://prom' });
    return dialog;
  }

  it('brings its token as a secret and its headers, and names the secret', async () => {
    const { requests } = serve({
      ...LISTS,
      [`POST ${BASE}/secrets`]: (request) => ({ body: request.body }),
      [`POST ${BASE}/datasources`]: (request) => ({ body: request.body }),
    });
    const dialog = await open();
    await userEvent.click(within(dialog).getByRole('radio', { name: 'Bearer token' }));
    const button = within(dialog).getByRole('button', { name: 'Save datasource' });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    await userEvent.type(within(dialog).getByLabelText('Token'), 'abc');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Add header' }));
    await userEvent.type(within(dialog).getByLabelText('Header 1'), 'X-Scope-OrgID');
    await userEvent.type(within(dialog).getByLabelText('Value of X-Scope-OrgID'), 'team');
    await save();
    await expect.poll(() => requests.filter(({ method }) => method === 'POST').length).toBeGreaterThan(1);
    expect(requests.find(({ path }) => path.endsWith('/secrets'))?.body).toEqual({
      kind: 'Secret',
      metadata: { name: 'prom', project: 'commerce' },
      spec: { authorization: { credentials: 'abc' } },
    });
    expect(requests.find(({ method, path }) => method === 'POST' && path.endsWith('/datasources'))?.body).toMatchObject(
      {
        spec: { plugin: { spec: { proxy: { spec: { secret: 'prom', headers: { 'X-Scope-OrgID': 'team' } } } } } },
      },
    );
  });

  it('that is refused leaves no secret behind', async () => {
    const { requests } = serve({
      ...LISTS,
      [`POST ${BASE}/secrets`]: (request) =>
        JSON.stringify(request.body).includes('"prom"')
          ? problem(409, 'already_exists', 'It is there')
          : { body: request.body },
      [`POST ${BASE}/datasources`]: problem(400, 'invalid', 'Some fields are wrong', [
        { field: 'spec.plugin.spec.proxy.spec.url', message: 'must have a port from 1 to 65535' },
      ]),
      [`DELETE ${BASE}/secrets/prom-2`]: { status: 204 },
    });
    const dialog = await open();
    await userEvent.click(within(dialog).getByRole('radio', { name: 'User and password' }));
    await fill(dialog, { User: 'reader' });
    await save();
    expect(await within(dialog).findByText(/must have a port/)).toBeInTheDocument();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    await expect.poll(() => requests.some(({ method }) => method === 'DELETE')).toBe(true);
  });

  it('warns before certificates are not checked', async () => {
    serve(LISTS);
    const dialog = await open();
    await userEvent.click(within(dialog).getByRole('switch', { name: /Do not check the certificate/ }));
    expect(within(dialog).getByText('Whoever answers at this address gets the credentials')).toBeInTheDocument();
  });
});

describe('a datasource with credentials', () => {
  async function open(): Promise<HTMLElement> {
    renderPage(<ProjectDatasourcesPage />, { path: `${PATH}?edit=prom` });
    await screen.findByLabelText('Value of X-Scope-OrgID');
    return screen.getByRole('dialog');
  }

  it('shows hidden values as kept, and keeps them', async () => {
    const { requests } = withStored();
    const dialog = await open();
    expect(within(dialog).getByLabelText('Password')).toHaveValue('kept');
    expect(within(dialog).getByLabelText('Value of X-Scope-OrgID')).toHaveValue('kept');
    await fill(dialog, { 'Scrape interval': '30s' });
    await save();
    await expect.poll(() => requests.some(({ method }) => method === 'PUT')).toBe(true);
    const writes = requests.filter(({ method }) => method === 'PUT');
    expect(writes.map(({ path }) => path)).toEqual([`${BASE}/datasources/prom`]);
    expect(writes[0]?.body).toMatchObject({
      spec: {
        plugin: {
          spec: { proxy: { spec: { secret: 'prom-2', headers: { 'X-Scope-OrgID': '<secret>' } } } },
        },
      },
    });
  });

  it('gives the focus to the field that comes, and to what is beside a header that goes', async () => {
    withStored();
    const dialog = await open();
    const press = (name: string) => userEvent.click(within(dialog).getByRole('button', { name }));
    await press('Replace: Password');
    expect(within(dialog).getByLabelText('Password')).toHaveFocus();
    await press('Keep the earlier one: Password');
    expect(within(dialog).getByLabelText('Password')).toHaveFocus();
    await press('Add header');
    expect(within(dialog).getByLabelText('Header 2')).toHaveFocus();
    await press('Remove the header X-Scope-OrgID');
    expect(within(dialog).getByLabelText('Header 1')).toHaveFocus();
    await press('Remove header 1');
    expect(within(dialog).getByRole('button', { name: 'Add header' })).toHaveFocus();
  });

  it('replaces one value and removes another', async () => {
    const { requests } = withStored({ [`PUT ${BASE}/secrets/prom-2`]: (request) => ({ body: request.body }) });
    const dialog = await open();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Replace: Password' }));
    await userEvent.type(within(dialog).getByLabelText('Password'), 'new');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Remove the header X-Scope-OrgID' }));
    await save();
    await expect.poll(() => requests.filter(({ method }) => method === 'PUT').length).toBe(2);
    const [secret, datasource] = requests.filter(({ method }) => method === 'PUT');
    expect(secret?.body).toMatchObject({
      spec: { basicAuth: { username: 'reader', password: 'new' }, tlsConfig: { key: '<secret>', serverName: 'kept' } },
    });
    expect(JSON.stringify(datasource?.body)).not.toContain('headers');
  });

  it('says that they are saved already when the datasource is refused', async () => {
    withStored({
      [`PUT ${BASE}/secrets/prom-2`]: (request) => ({ body: request.body }),
      [`PUT ${BASE}/datasources/prom`]: problem(400, 'invalid', 'It is not right'),
    });
    const dialog = await open();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Replace: Password' }));
    await userEvent.type(within(dialog).getByLabelText('Password'), 'new');
    await save();
    expect(await within(dialog).findByText('It is not right')).toBeInTheDocument();
    expect(within(dialog).getByText('The credentials are saved already')).toBeInTheDocument();
  });

  it('wants them again for another server, and sends them as a secret of its own', async () => {
    const { requests } = withStored({
      [`GET ${BASE}/secrets/prom-2`]: { body: { ...SECRET, spec: { basicAuth: SECRET.spec.basicAuth } } },
      [`POST ${BASE}/secrets`]: (request) => ({ body: request.body }),
      [`DELETE ${BASE}/secrets/prom-2`]: { status: 204 },
    });
    const dialog = await open();
    const url = within(dialog).getByLabelText('URL of Prometheus or Thanos');
    await userEvent.clear(url);
    await userEvent.type(url, 'https://prom:9090/other');
    expect(within(dialog).getByRole('button', { name: 'Save datasource' })).not.toHaveAttribute('aria-disabled');
    await userEvent.clear(url);
    await userEvent.type(url, 'https://thanos:9090');
    expect(within(dialog).getByRole('button', { name: 'Save datasource' })).toHaveAttribute('aria-disabled', 'true');
    expect(within(dialog).getAllByText(/The server is another one, so type it again/)).toHaveLength(2);
    expect(within(dialog).queryByDisplayValue('kept')).toBeNull();
    for (const label of ['Password', 'Value of X-Scope-OrgID']) {
      await userEvent.click(within(dialog).getByRole('button', { name: `Replace: ${label}` }));
      await userEvent.type(within(dialog).getByLabelText(label), 'again');
    }
    await save();
    await expect.poll(() => requests.some(({ method }) => method === 'DELETE')).toBe(true);
    expect(requests.find(({ method }) => method === 'PUT')?.body).toMatchObject({
      spec: { plugin: { spec: { proxy: { spec: { secret: 'prom', headers: { 'X-Scope-OrgID': 'again' } } } } } },
    });
  });

  it.each([
    { secret: 'prom-2', goes: true },
    { secret: 'made-by-hand', goes: false },
  ])('that is signed in to no more: the secret $secret is deleted: $goes', async ({ secret, goes }) => {
    const { requests } = withStored({
      [`GET ${BASE}/datasources`]: { body: [aDatasource({ ...PROXY, secret })] },
      [`GET ${BASE}/secrets/${secret}`]: { body: { ...SECRET, spec: { basicAuth: SECRET.spec.basicAuth } } },
      [`DELETE ${BASE}/secrets/${secret}`]: { status: 204 },
    });
    const dialog = await open();
    await userEvent.click(within(dialog).getByRole('radio', { name: 'None' }));
    await save();
    await expect.poll(() => requests.some(({ path }) => path.endsWith('/test'))).toBe(true);
    expect(requests.some(({ method }) => method === 'DELETE')).toBe(goes);
  });

  it('says so when its secret is gone', async () => {
    withStored({ [`GET ${BASE}/secrets/prom-2`]: problem(404, 'not_found', 'There is no such secret') });
    await open();
    expect(screen.getByText('Its secret prom-2 is not there any more')).toBeInTheDocument();
  });
});
