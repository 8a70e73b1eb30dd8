import type { RequestHeaders } from '@perses-dev/core';
import type { PrometheusClient, PrometheusDatasourceSpec } from '@perses-dev/prometheus-plugin';
import { get, post, type SourceAddress } from './prometheus-request';

/** The headers that a datasource's document wants with each question. */
export function headersOf({ proxy }: PrometheusDatasourceSpec): RequestHeaders | undefined {
  return proxy?.spec.headers;
}

/**
 * The client of a datasource, for variables and for the fields of Perses' editors. It asks by Dashkeep's server whatever
 * the document says: a `directUrl` is an address for the server too; the browser may ask nobody else, and holds no login.
 */
export function createPrometheusClient(
  spec: PrometheusDatasourceSpec,
  { proxyUrl }: { proxyUrl?: string },
): PrometheusClient {
  const url = proxyUrl ?? '';
  const at = (headers: RequestHeaders | undefined): SourceAddress => ({ url, headers: headers ?? headersOf(spec) });
  return {
    options: { datasourceUrl: url },
    healthCheck: async () => (await fetch(`${url}/-/healthy`).catch(() => undefined))?.status === 200,
    instantQuery: (params, headers) => post(at(headers), 'query', { ...params }),
    rangeQuery: (params, headers) => post(at(headers), 'query_range', { ...params }),
    labelNames: (params, headers) => post(at(headers), 'labels', { ...params }),
    labelValues: async ({ labelName, ...params }, headers) =>
      // A label without a name has no values, and no address.
      labelName === ''
        ? { status: 'success', data: [] }
        : get(at(headers), `label/${encodeURIComponent(labelName)}/values`, params),
    metricMetadata: (params, headers) => get(at(headers), 'metadata', { ...params }),
    series: (params, headers) => post(at(headers), 'series', { ...params }),
    parseQuery: (params, headers) => post(at(headers), 'parse_query', { ...params }),
  };
}
