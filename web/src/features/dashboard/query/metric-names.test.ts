import { describe, expect, it } from 'vitest';
import { metricNames } from './metric-names';

describe('the metrics of a query', () => {
  it.each([
    ['up', ['up']],
    [
      'sum by (job, route) (rate(http_requests_total{code=~"5.."}[5m])) / sum(rate(http_requests_total[5m]))',
      ['http_requests_total'],
    ],
    ['histogram_quantile(0.95, sum by (le) (rate(request_seconds_bucket[5m])))', ['request_seconds_bucket']],
    ['a offset 1d and on (x) group_left (y) b:c', ['a', 'b:c']],
    ['{__name__="node_load1", job="x"}', ['node_load1']],
    ['topk(5, cpu) # not a metric', ['cpu']],
    ['1e3 + 5m', []],
    ['"text"', []],
    ['ALERTS{alertstate="firing"} * on (job) up', ['up']],
  ])('%s reads %j', (query, names) => {
    expect(metricNames(query)).toEqual(names);
  });
});
