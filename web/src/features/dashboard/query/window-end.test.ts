import { expect, it } from 'vitest';
import type { PrometheusClient } from '@perses-dev/prometheus-plugin';
import { clientAtEnd } from './window-end';

/** A source that warns of a range and of a moment. */
function warning(ofRange: string[] | undefined, ofMoment: string[] | undefined): PrometheusClient {
  const answer = (resultType: string, warnings: string[] | undefined) =>
    Promise.resolve({ status: 'success', data: { resultType, result: [] }, ...(warnings && { warnings }) });
  const client: Pick<PrometheusClient, 'rangeQuery' | 'instantQuery'> = {
    rangeQuery: () => answer('matrix', ofRange) as ReturnType<PrometheusClient['rangeQuery']>,
    instantQuery: () => answer('vector', ofMoment) as ReturnType<PrometheusClient['instantQuery']>,
  };
  return client as PrometheusClient;
}

it.each([
  [undefined, ['store down'], ['store down']],
  [['store down'], undefined, ['store down']],
  [['store down'], ['store down', 'slow'], ['store down', 'slow']],
  [undefined, undefined, undefined],
])('what the source warns of, %j of the range and %j of its end, is told once', async (ofRange, ofMoment, told) => {
  const client = clientAtEnd(warning(ofRange, ofMoment), 600, 'latest');
  const answer = await client.rangeQuery({ query: 'up', start: 0, end: 600, step: 300 });
  expect('warnings' in answer ? answer.warnings : undefined).toEqual(told);
});
