import type { RequestHeaders } from '@perses-dev/core';
import type { DatasourcePlugin } from '@perses-dev/plugin-system';
import type { PrometheusClient, PrometheusDatasourceSpec } from '@perses-dev/prometheus-plugin';
import { readProblem } from '@/api/api-error';

type Question = Record<string, string | number | undefined>;

function form(params: Question): URLSearchParams {
  const given = Object.entries(params).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
}

async function ask<Answer>(url: string, params: Question, headers: RequestHeaders | undefined): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    body: form(params),
  });
  if (!response.ok) throw await readProblem(response);
  const answer = (await response.json()) as Answer; // what Prometheus' API promises
  return { ...answer, rawResponse: response };
}

/**
 * The datasource's plugin, whose queries fail with the code of the refusal: Perses' own fetch keeps nothing of it but the
 * message, and by a message nobody may tell what went wrong.
 */
export function withRefusalCodes(
  plugin: DatasourcePlugin<PrometheusDatasourceSpec, PrometheusClient>,
): DatasourcePlugin<PrometheusDatasourceSpec, PrometheusClient> {
  return {
    ...plugin,
    createClient: (spec, options) => {
      const client = plugin.createClient(spec, options);
      const address = `${client.options.datasourceUrl}/api/v1`;
      const own = spec.proxy?.spec.headers;
      return {
        ...client,
        instantQuery: (params, headers) => ask(`${address}/query`, { ...params }, headers ?? own),
        rangeQuery: (params, headers) => ask(`${address}/query_range`, { ...params }, headers ?? own),
      };
    },
  };
}
