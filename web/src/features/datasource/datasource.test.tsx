import { useQuery } from '@tanstack/react-query';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { aMe, aMembership } from '@/test/factories';
import { renderPage } from '@/test/render';
import { problem, serve } from '@/test/server';
import { EMPTY_FORM, datasourcesSentence, toDatasource, toDocument, toForm, whyIncomplete } from './datasource-model';
import { GlobalDatasourcesPage, ProjectDatasourcesPage } from './datasources-page';

const DOCUMENT = {
  kind: 'Datasource',
  metadata: { name: 'prom', project: 'commerce', version: 3 },
  spec: {
    default: true,
    display: { name: 'Prom', description: 'kept' },
    plugin: {
      kind: 'PrometheusDatasource',
      spec: { scrapeInterval: '15s', proxy: { kind: 'HTTPProxy', spec: { url: 'https://prom:9090', secret: 'kept' } } },
    },
    dashkeep: { tenantLabel: 'namespace', namespaces: ['kept'] },
  },
};
const SCOPE = { project: 'commerce' };

describe('the document of a datasource', () => {
  it('keeps what the form does not know', () => {
    const before = toDatasource(DOCUMENT);
    expect(toDocument(toForm(before), SCOPE, DOCUMENT, 'kept')).toEqual(DOCUMENT);
    const changed = toDocument(
      { ...toForm(before), url: 'https://thanos', tenantLabel: '', isDefault: false },
      SCOPE,
      DOCUMENT,
      'kept',
    );
    expect(changed).toMatchObject({
      metadata: { version: 3 },
      spec: {
        default: false,
        display: { description: 'kept' },
        plugin: { spec: { proxy: { spec: { url: 'https://thanos', secret: 'kept' } } } },
        dashkeep: { namespaces: ['kept'] },
      },
    });
    expect(JSON.stringify(changed)).not.toContain('tenantLabel');
  });

  it('of a new one has only what was typed', () => {
    expect(toDocument({ ...EMPTY_FORM, name: ' prom ', url: 'https://prom:9090' }, SCOPE)).toEqual({
      kind: 'Datasource',
      metadata: { name: 'prom', project: 'commerce' },
      spec: {
        default: false,
        plugin: {
          kind: 'PrometheusDatasource',
          spec: { proxy: { kind: 'HTTPProxy', spec: { url: 'https://prom:9090' } } },
        },
      },
    });
    expect(toDocument({ ...EMPTY_FORM, name: 'g', url: 'https://g' }, { project: undefined })).toMatchObject({
      kind: 'GlobalDatasource',
      metadata: { name: 'g' },
    });
  });

  it('goes through the proxy even when it was written with a direct URL', () => {
    const direct = {
      kind: 'Datasource',
      metadata: { name: 'd' },
      spec: { plugin: { kind: 'PrometheusDatasource', spec: { directUrl: 'https://d' } } },
    };
    const before = toDatasource(direct);
    expect(before.url).toBe('https://d');
    expect(JSON.stringify(toDocument(toForm(before), SCOPE, direct))).not.toContain('directUrl');
  });

  it('of the embedded one gets no address', () => {
    const embedded = {
      kind: 'GlobalDatasource',
      metadata: { name: 'embedded' },
      spec: { default: true, plugin: { kind: 'PrometheusDatasource', spec: {} }, dashkeep: { embedded: true } },
    };
    const before = toDatasource(embedded);
    expect(before.isEmbedded).toBe(true);
    expect(toDocument(toForm(before), { project: undefined }, embedded)).toEqual(embedded);
    expect(whyIncomplete(toForm(before), true)).toBeUndefined();
  });

  it('reads one that has nothing of what is expected', () => {
    expect(toDatasource({})).toMatchObject({ name: '', url: '', isDefault: false });
  });
});

describe('datasourcesSentence', () => {
  it('names the default one', () => {
    const one = toDatasource(DOCUMENT);
    expect(datasourcesSentence([one])).toBe('1 datasource, prom is the default');
    expect(datasourcesSentence([{ ...one, isDefault: false }, one].slice(0, 1))).toBe(
      '1 datasource, none is the default',
    );
    expect(datasourcesSentence([])).toBe('');
  });
});

describe('the datasources of a project', () => {
  const path = '/p/commerce/settings/datasources';
  const LIST = 'GET /api/v1/projects/commerce/datasources';
  const GLOBAL = 'GET /api/v1/globaldatasources';
  const USAGE = 'GET /api/v1/projects/commerce/datasources/prom/usage';

  it('are tested when they are saved', async () => {
    const { requests } = serve({
      [LIST]: { body: [] },
      [GLOBAL]: { body: [] },
      'POST /api/v1/projects/commerce/datasources': (request) => ({ body: request.body }),
      'POST /api/v1/projects/commerce/datasources/prom/test': {
        body: { ok: true, steps: [{ name: 'Reach', state: 'ok', text: 'answers', duration_ms: 12 }] },
      },
    });
    renderPage(<ProjectDatasourcesPage />, { path });
    await userEvent.click(await screen.findByRole('button', { name: 'New datasource' }));
    const dialog = screen.getByRole('dialog');
    await userEvent.type(within(dialog).getByLabelText('Name'), 'prom');
    await userEvent.type(within(dialog).getByLabelText('URL of Prometheus or Thanos'), 'https://prom:9090');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save datasource' }));
    expect(await screen.findByRole('dialog', { name: 'prom works' })).toHaveTextContent('12 ms');
    expect(requests.filter((request) => request.method === 'POST')).toHaveLength(2);
  });

  it('make what charts know of them old when one is deleted', async () => {
    serve({
      [LIST]: { body: [DOCUMENT] },
      [GLOBAL]: { body: [] },
      [USAGE]: { body: { count: 0, by_default: 0, dashboards: [] } },
      'DELETE /api/v1/projects/commerce/datasources/prom': { status: 204 },
    });
    let readings = 0;
    function Charts() {
      useQuery({ queryKey: ['datasources', 'of charts', 'commerce'], queryFn: () => (readings += 1) });
      return null;
    }
    renderPage(
      <>
        <Charts />
        <ProjectDatasourcesPage />
      </>,
      { path },
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Delete prom' }));
    expect(readings).toBe(1);
    await screen.findByText('No dashboard names prom.');
    await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete prom' }));
    await expect.poll(() => readings).toBe(2);
  });

  it('show what is wrong at its field, and keep what was typed', async () => {
    serve({
      [LIST]: { body: [DOCUMENT] },
      [GLOBAL]: { body: [] },
      'PUT /api/v1/projects/commerce/datasources/prom': problem(400, 'invalid', 'Some fields are wrong', [
        { field: 'spec.plugin.spec.proxy.spec.url', message: 'must begin with http:// or https://' },
      ]),
    });
    renderPage(<ProjectDatasourcesPage />, { path: `${path}?edit=prom` });
    const url = await screen.findByLabelText('URL of Prometheus or Thanos');
    await userEvent.clear(url);
    await userEvent.type(url, 'ftp://prom');
    await userEvent.click(screen.getByRole('button', { name: 'Save datasource' }));
    expect(
      await screen.findByText('URL of Prometheus or Thanos must begin with http:// or https://'),
    ).toBeInTheDocument();
    expect(url).toHaveValue('ftp://prom');
  });

  it('name what uses one before it is deleted', async () => {
    const { requests } = serve({
      [LIST]: { body: [DOCUMENT] },
      [GLOBAL]: { body: [] },
      [USAGE]: {
        body: {
          count: 22,
          by_default: 1,
          dashboards: [{ project: 'commerce', name: 'revenue', title: 'Revenue' }],
        },
      },
      'DELETE /api/v1/projects/commerce/datasources/prom': { status: 204 },
    });
    renderPage(<ProjectDatasourcesPage />, { path });
    await userEvent.click(await screen.findByRole('button', { name: 'Delete prom' }));
    const dialog = screen.getByRole('dialog');
    expect(await within(dialog).findByText(/22 dashboards name prom/)).toBeInTheDocument();
    expect(within(dialog).getByRole('list', { name: 'Dashboards that use it' })).toHaveTextContent(
      'Revenueand 21 more',
    );
    expect(dialog).toHaveTextContent('1 dashboard with panels that name no datasource asks another one');
    expect(requests.filter((request) => request.method === 'DELETE')).toHaveLength(0);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Delete prom all the same' }));
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
  });

  it.each([
    [1, /1 dashboard names prom\. Its panels show an error/],
    [2, /2 dashboards name prom\. Their panels show an error/],
  ])('speak of %d dashboard as it is', async (count, words) => {
    const dashboards = [{ project: 'commerce', name: 'revenue', title: 'Revenue' }];
    serve({
      [LIST]: { body: [DOCUMENT] },
      [GLOBAL]: { body: [] },
      [USAGE]: { body: { count, by_default: 0, dashboards } },
    });
    renderPage(<ProjectDatasourcesPage />, { path });
    await userEvent.click(await screen.findByRole('button', { name: 'Delete prom' }));
    expect(await screen.findByText(words)).toBeInTheDocument();
  });

  it('are deleted at the second press when somebody began to use one meanwhile', async () => {
    const { requests } = serve({
      [LIST]: { body: [DOCUMENT] },
      [GLOBAL]: { body: [] },
      [USAGE]: { body: { count: 0, by_default: 0, dashboards: [] } },
      'DELETE /api/v1/projects/commerce/datasources/prom': problem(409, 'in_use', '3 dashboards use it'),
    });
    renderPage(<ProjectDatasourcesPage />, { path });
    await userEvent.click(await screen.findByRole('button', { name: 'Delete prom' }));
    await screen.findByText('No dashboard names prom.');
    await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete prom' }));
    expect(await screen.findByText('3 dashboards use it')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Delete prom all the same' })).toBeInTheDocument();
    expect(requests.filter((request) => request.method === 'DELETE')).toHaveLength(1);
  });

  it('keep what the last test said, and say when only a restart helps', async () => {
    const steps = [
      { name: 'Reachable', state: 'failed', text: 'Ask an administrator to list vm:9090', restart_needed: true },
      { name: 'Answers queries', state: 'skipped', text: '' },
    ];
    serve({
      [LIST]: { body: [DOCUMENT] },
      [GLOBAL]: { body: [] },
      'POST /api/v1/projects/commerce/datasources/prom/test': { body: { ok: false, steps } },
    });
    renderPage(<ProjectDatasourcesPage />, { path });
    await userEvent.click(await screen.findByRole('button', { name: 'Test prom' }));
    const dialog = await screen.findByRole('dialog', { name: 'Prom does not work' });
    expect(within(dialog).getByText('Restart needed')).toBeInTheDocument();
    await userEvent.click(within(dialog).getByText('Close', { selector: 'button, button *' }));
    expect(screen.getByText(/^Not allowed yet · tested \d\d:\d\d$/)).toBeInTheDocument();
  });

  it('are only shown to an operator', async () => {
    serve({ [LIST]: { body: [DOCUMENT] }, [GLOBAL]: { body: [] } });
    renderPage(<ProjectDatasourcesPage />, { path, me: aMe({ projects: [aMembership('operator')] }) });
    expect(await screen.findByRole('button', { name: 'Delete prom' })).toHaveAttribute('aria-disabled', 'true');
    expect(screen.getByRole('button', { name: 'New datasource' })).toHaveAttribute('aria-disabled', 'true');
    expect(screen.getByRole('button', { name: 'Test prom' })).not.toHaveAttribute('aria-disabled');
  });
});

describe('the global datasources', () => {
  it('are for administrators', () => {
    serve({});
    renderPage(<GlobalDatasourcesPage />);
    expect(screen.getByRole('heading', { name: 'Global datasources are for administrators' })).toBeInTheDocument();
  });

  const ADMIN = aMe({ user: { ...aMe().user, is_admin: true } });

  it('list the servers that are kept from before, with the setting that takes their place', async () => {
    serve({
      'GET /api/v1/globaldatasources': { body: [] },
      'GET /api/v1/kept-servers': {
        body: [
          { project: 'commerce', server: '10.0.0.1:9090' },
          { project: 'risk', server: '10.0.0.1:9090' },
          { project: 'risk', server: 'prom:9090' },
        ],
      },
    });
    renderPage(<GlobalDatasourcesPage />, { me: ADMIN });
    const card = await screen.findByRole('region', { name: 'Kept from before' });
    expect(card).toHaveTextContent('3 servers');
    expect(card).toHaveTextContent('10.0.0.1:9090,prom:9090');
    // What is copied would take the place of a list that is there.
    expect(card).not.toHaveTextContent('DASHKEEP_OUTBOUND_ALLOW_PROJECTS=');
  });

  it('say nothing of kept servers where there are none', async () => {
    serve({ 'GET /api/v1/globaldatasources': { body: [DOCUMENT] }, 'GET /api/v1/kept-servers': { body: [] } });
    renderPage(<GlobalDatasourcesPage />, { me: ADMIN });
    expect(await screen.findByRole('button', { name: 'Test prom' })).toBeInTheDocument();
    expect(screen.queryByText('Kept from before')).not.toBeInTheDocument();
  });
});
