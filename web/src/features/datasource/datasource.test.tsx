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
    expect(toDocument(toForm(before), SCOPE, DOCUMENT)).toEqual(DOCUMENT);
    const changed = toDocument(
      { ...toForm(before), url: 'https://thanos', tenantLabel: '', isDefault: false },
      SCOPE,
      DOCUMENT,
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

  it('are deleted by force only after the server said who uses them', async () => {
    const { requests } = serve({
      [LIST]: { body: [DOCUMENT] },
      [GLOBAL]: { body: [] },
      'DELETE /api/v1/projects/commerce/datasources/prom': problem(409, 'in_use', '3 dashboards use it'),
    });
    renderPage(<ProjectDatasourcesPage />, { path });
    await userEvent.click(await screen.findByRole('button', { name: 'Delete prom' }));
    await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete prom' }));
    expect(await screen.findByText('3 dashboards use it')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Delete prom all the same' })).toBeInTheDocument();
    expect(requests.filter((request) => request.method === 'DELETE')).toHaveLength(1);
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
});
