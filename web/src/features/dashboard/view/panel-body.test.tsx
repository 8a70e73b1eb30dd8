import { cleanup, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { PanelDefinition } from '@perses-dev/core';
import { ApiError } from '@/api/api-error';
import { renderPage } from '@/test/render';
import { CanEditContext } from '../chart/can-edit';
import type { panelKind } from '../chart/panel-kinds';
import type { PanelReading } from './last-good';
import { PanelBody } from './panel-body';

vi.mock('../chart/panel-kinds', async (original) => {
  const real = await original<{ panelKind: typeof panelKind }>();
  const load = () => Promise.resolve(() => <p>drawn</p>);
  return { ...real, panelKind: (name: string) => ({ ...real.panelKind(name), load, isOfPerses: false }) };
});

function panel(kind: string, ...kinds: string[]): PanelDefinition {
  return {
    kind: 'Panel',
    spec: {
      display: { name: 'Traces' },
      plugin: { kind, spec: {} },
      queries: kinds.map((kind) => ({ kind: 'TimeSeriesQuery', spec: { plugin: { kind, spec: {} } } })),
    },
  };
}

type Change = Partial<PanelReading> & { canEdit?: boolean };

function draw(definition: PanelDefinition, { canEdit = true, ...reading }: Change = {}) {
  const size = { width: 1, height: 1 };
  renderPage(
    <CanEditContext.Provider value={canEdit}>
      <PanelBody definition={definition} reading={{ ...NOTHING, ...reading }} size={size} />
    </CanEditContext.Provider>,
  );
}

const NOTHING = { results: [], errors: [], staleSince: undefined, updatedAt: undefined, isWaiting: false };

describe('the inside of a panel', () => {
  it('says in its place that nobody here asks its kind of query', () => {
    const definition = panel('Table', 'PrometheusTimeSeriesQuery', 'TempoTraceQuery');
    draw(definition);
    expect(screen.getByRole('alert').textContent).toContain('Queries of kind TempoTraceQuery are not known here');
  });

  it('is drawn without a query when its kind asks nothing', async () => {
    draw(panel('Markdown'));
    expect(await screen.findByText('drawn')).toBeDefined();
  });

  it('says that it has no query when its kind asks something', () => {
    draw(panel('Table'));
    expect(screen.getByText('This panel has no query')).toBeDefined();
  });

  it('says that its kind draws nothing of what its query asks', () => {
    const definition = panel('ScatterChart', 'PrometheusTimeSeriesQuery');
    draw(definition);
    expect(screen.getByText('Panels of kind Scatter draw no answers of PromQL')).toBeDefined();
  });

  it('says what failed where the other query finds nothing: the one that failed may have something', () => {
    const definition = panel('Table', 'PrometheusTimeSeriesQuery', 'PrometheusTimeSeriesQuery');
    const [first, second] = (definition.spec.queries ?? []).map((query) => ({
      definition: query,
      data: { series: [] },
    }));
    const results = first && second ? [first, second] : [];
    draw(definition, { results, errors: [new ApiError({ status: 503, code: 'datasource_down', message: 'down' })] });
    expect(screen.getByRole('alert').textContent).toContain('The source does not answer');
  });

  it('sends who may edit to the builder, and nobody else', () => {
    const refused = { errors: [new ApiError({ status: 422, code: 'query_execution', message: 'many-to-many' })] };
    draw(panel('Table', 'PrometheusTimeSeriesQuery'), refused);
    expect(screen.getByRole('alert').textContent).toContain('Edit the panel and look at its query.');
    cleanup();
    draw(panel('Table', 'PrometheusTimeSeriesQuery'), { ...refused, canEdit: false });
    expect(screen.getByRole('alert').textContent).toContain(
      'Somebody who may change dashboards can look at its query.',
    );
  });
});
