import type { DatasourcePlugin } from '@perses-dev/plugin-system';

/**
 * The datasource's plugin, whose client asks by Dashkeep's server whatever the document says: a `directUrl` is an address
 * for the server too. The browser may ask nobody else, and holds no login.
 */
export function askedByServer<Spec extends { directUrl?: string }, Client>(
  plugin: DatasourcePlugin<Spec, Client>,
): DatasourcePlugin<Spec, Client> {
  return {
    ...plugin,
    createClient: (spec, options) => {
      const asked = { ...spec };
      delete asked.directUrl;
      return plugin.createClient(asked, options);
    },
  };
}
