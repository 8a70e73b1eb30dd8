import { render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { PanelDefinition } from '@perses-dev/core';
import { PanelBody } from './panel-body';

/** As the plugins of Perses say it of themselves. */
const TAKES: Record<string, string[]> = { Table: ['TimeSeriesQuery'], ScatterChart: ['TraceQuery'], Markdown: [] };

vi.mock('@perses-dev/plugin-system', () => ({
  usePlugin: (_: string, kind: string) => ({
    data: { PanelComponent: () => <p>drawn</p>, supportedQueryTypes: TAKES[kind] },
    error: null,
  }),
}));

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

const NOTHING = { results: [], errors: [], staleSince: undefined, updatedAt: undefined, isWaiting: false };

describe('the inside of a panel', () => {
  it('says in its place that nobody here asks its kind of query', () => {
    const definition = panel('Table', 'PrometheusTimeSeriesQuery', 'TempoTraceQuery');
    render(<PanelBody definition={definition} reading={NOTHING} size={{ width: 1, height: 1 }} />);
    expect(screen.getByRole('alert').textContent).toContain('Queries of kind TempoTraceQuery are not known here');
  });

  it('is drawn without a query when its kind asks nothing', () => {
    render(<PanelBody definition={panel('Markdown')} reading={NOTHING} size={{ width: 1, height: 1 }} />);
    expect(screen.getByText('drawn')).toBeDefined();
  });

  it('says that it has no query when its kind asks something', () => {
    render(<PanelBody definition={panel('Table')} reading={NOTHING} size={{ width: 1, height: 1 }} />);
    expect(screen.getByText('This panel has no query')).toBeDefined();
  });

  it('says that its kind draws nothing of what its query asks', () => {
    const definition = panel('ScatterChart', 'PrometheusTimeSeriesQuery');
    render(<PanelBody definition={definition} reading={NOTHING} size={{ width: 1, height: 1 }} />);
    expect(screen.getByText('Panels of kind Scatter draw no answers of PromQL')).toBeDefined();
  });
});
