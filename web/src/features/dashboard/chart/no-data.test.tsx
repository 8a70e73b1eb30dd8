import { render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { QueryDataType } from '@perses-dev/core';
import type { PanelData } from '@perses-dev/plugin-system';
import { CanEditContext } from './can-edit';
import { NoData } from './no-data';

const source = vi.hoisted(() => ({ unknown: [] as string[] }));

vi.mock('../query/unknown-metrics', () => ({
  useUnknownMetrics: () => source.unknown,
  executedQuery: () => undefined,
}));
vi.mock('@perses-dev/plugin-system', () => ({
  useTimeRange: () => ({ absoluteTimeRange: { start: new Date(0), end: new Date(3_600_000) } }),
}));

function resultOf(spec: Record<string, unknown>): PanelData<QueryDataType> {
  const plugin = { kind: 'PrometheusTimeSeriesQuery', spec };
  return { definition: { kind: 'TimeSeriesQuery', spec: { plugin } }, data: { series: [] } };
}

function draw(results: PanelData<QueryDataType>[], unknown: string[] = [], canEdit = true) {
  source.unknown = unknown;
  const { container } = render(
    <CanEditContext.Provider value={canEdit}>
      <NoData results={results} />
    </CanEditContext.Provider>,
  );
  return container.textContent;
}

describe('a panel without data', () => {
  it('says for how long there is none', () => {
    draw([resultOf({ query: 'up' }), resultOf({ query: '' })]);
    expect(screen.getByText('No data in 1 h')).toBeDefined();
  });

  it.each([{}, { query: '' }, { query: ' ' }])('asks for a query where none is written: %o', (spec) => {
    expect(draw([resultOf(spec)])).toContain('Write a query');
  });

  it('sends to the builder only who may edit', () => {
    const results = [resultOf({ query: 'ups' })];
    expect(draw(results, ['ups'])).toContain('edit the panel and correct the name');
    expect(draw(results, ['ups'], false)).not.toContain('edit the panel');
    expect(draw([resultOf({})], [], false)).not.toContain('Write a query');
  });
});
