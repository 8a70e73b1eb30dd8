import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { Diff } from './diff-model';
import { DiffView } from './diff-view';

const diff: Diff = {
  counts: { added: 1, removed: 0, changed: 1 },
  changes: [
    {
      kind: 'changed',
      sentence: 'Query 1 of panel Latency changed',
      fields: [{ kind: 'changed', path: 'spec.panels.a.query', before: '"up"', after: '"rate(up[5m])"' }],
    },
    { kind: 'added', sentence: 'Panel Queue added' },
  ],
  fields: [{ kind: 'changed', path: 'spec.duration', before: '"1h"', after: '"6h"' }],
};

describe('a difference', () => {
  it('tells sentences first, and their fields when asked', async () => {
    render(<DiffView diff={diff} />);
    expect(screen.getByRole('status')).toHaveTextContent('1 added, 1 changed');
    expect(screen.queryByText('rate(up[5m])')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /Query 1 of panel Latency changed/ }));
    expect(screen.getByText('rate(up[5m])')).toBeInTheDocument();
    expect(screen.getByText('up')).toBeInTheDocument();
  });

  it('keeps the rest of the fields folded', async () => {
    render(<DiffView diff={diff} />);
    expect(screen.queryByText('6h')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: '1 other field' }));
    expect(screen.getByText('6h')).toBeInTheDocument();
  });

  it('is walked through by n and p', async () => {
    render(<DiffView diff={diff} />);
    await userEvent.keyboard('n');
    expect(document.activeElement).toHaveTextContent('Query 1 of panel Latency changed');
    await userEvent.keyboard('n');
    expect(document.activeElement).toHaveTextContent('Panel Queue added');
    await userEvent.keyboard('p');
    expect(document.activeElement).toHaveTextContent('Query 1 of panel Latency changed');
  });
});
