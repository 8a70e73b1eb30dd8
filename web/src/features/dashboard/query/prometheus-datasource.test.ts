import { expect, it } from 'vitest';
import type { DatasourcePlugin } from '@perses-dev/plugin-system';
import { askedByServer } from './prometheus-datasource';

type Spec = { directUrl?: string; scrapeInterval?: string };

/** Prefers the direct address, as the plugin of Perses does. */
const PLUGIN: DatasourcePlugin<Spec, { asks: string | undefined; spec: Spec }> = {
  createInitialOptions: () => ({}),
  createClient: (spec, { proxyUrl }) => ({ asks: spec.directUrl ?? proxyUrl, spec }),
};

it('asks a datasource of a direct address by the server, at the address that any other has', () => {
  const spec = { directUrl: 'http://prometheus.example:9090', scrapeInterval: '30s' };
  const options = { proxyUrl: '/proxy/projects/a/dashboards/b/datasources/c' };
  expect(PLUGIN.createClient(spec, options).asks).toBe(spec.directUrl);
  expect(askedByServer(PLUGIN).createClient(spec, options)).toEqual({
    asks: options.proxyUrl,
    spec: { scrapeInterval: '30s' },
  });
});
