import { render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { PanelDefinition } from '@perses-dev/core';
import { PanelBody } from './panel-body';

vi.mock('@perses-dev/plugin-system', () => ({
  usePlugin: () => ({ data: { PanelComponent: () => <p>drawn</p> }, error: null }),
}));

function panel(...kinds: string[]): PanelDefinition {
  return {
    kind: 'Panel',
    spec: {
      display: { name: 'Traces' },
      plugin: { kind: 'Table', spec: {} },
      queries: kinds.map((kind) => ({ kind: 'TimeSeriesQuery', spec: { plugin: { kind, spec: {} } } })),
    },
  };
}

const NOTHING = { results: [], errors: [], staleSince: undefined, updatedAt: undefined, isWaiting: false };

describe('the inside of a panel', () => {
  it('says in its place that nobody here asks its kind of query', () => {
    const definition = panel('PrometheusTimeSeriesQuery', 'TempoTraceQuery');
    render(<PanelBody definition={definition} reading={NOTHING} size={{ width: 1, height: 1 }} />);
    expect(screen.getByRole('alert').textContent).toContain('Queries of kind TempoTraceQuery are not known here');
  });

  it('is drawn without a query', () => {
    render(<PanelBody definition={panel()} reading={NOTHING} size={{ width: 1, height: 1 }} />);
    expect(screen.getByText('drawn')).toBeDefined();
  });
});
