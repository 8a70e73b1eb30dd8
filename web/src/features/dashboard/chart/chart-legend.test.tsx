import { useState } from 'react';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { ChartLegend } from './chart-legend';
import type { Selection } from './legend-model';
import type { ChartSeries } from './series-model';

function line(name: string, value: number): ChartSeries {
  return {
    id: name,
    name,
    colour: 'red',
    kind: 'line',
    lineStyle: 'solid',
    areaOpacity: 0,
    isStacked: false,
    points: [
      [0, value],
      [1, value * 3],
    ],
  };
}

function Legend({ values }: { values: ('last-number' | 'mean')[] }) {
  const [selection, setSelection] = useState<Selection>('all');
  return (
    <ChartLegend
      series={[line('p50', 1), line('p99', 2)]}
      selection={selection}
      onSelect={setSelection}
      mode={values.length > 0 ? 'table' : 'list'}
      isBeside={false}
      values={values}
      format={{ unit: 'seconds' }}
    />
  );
}

describe('a legend', () => {
  it('shows one line alone, and all again', async () => {
    render(<Legend values={[]} />);
    const [p50, p99] = ['p50', 'p99'].map((name) => screen.getByRole('button', { name }));
    await userEvent.click(p99 ?? document.body);
    expect(p50).toHaveAttribute('aria-pressed', 'false');
    expect(p99).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(p99 ?? document.body);
    expect(p50).toHaveAttribute('aria-pressed', 'true');
  });

  it('as a table has the values with their unit', () => {
    render(<Legend values={['last-number', 'mean']} />);
    expect(screen.getByRole('row', { name: /p99/ })).toHaveTextContent('6 s4 s');
  });

  it('reckons with the numbers that are there', () => {
    const gappy: ChartSeries = {
      ...line('p50', 4),
      points: [
        [0, Number.NaN],
        [1, 2],
        [2, null],
        [3, 4],
      ],
    };
    render(
      <ChartLegend
        series={[gappy]}
        selection="all"
        onSelect={() => undefined}
        mode="table"
        isBeside={false}
        values={['mean', 'min', 'max']}
        format={{ unit: 'seconds' }}
      />,
    );
    expect(screen.getByRole('row', { name: /p50/ })).toHaveTextContent('3 s2 s4 s');
  });

  it('has whole names for those who hear it, and cuts what they have in common first', () => {
    const names = ['a', 'b'].map((path) => `requests{instance="web-01.example:9100",path="/${path}"}`);
    render(
      <ChartLegend
        series={names.map((name) => line(name, 1))}
        selection="all"
        onSelect={() => undefined}
        mode="list"
        isBeside={false}
        values={[]}
        format={{ unit: 'seconds' }}
      />,
    );
    for (const name of names) expect(screen.getByRole('button', { name })).toHaveTextContent(name);
    expect(screen.getByText('a"}')).toHaveClass('ending');
    expect(screen.getByText('b"}')).toHaveClass('ending');
  });
});
