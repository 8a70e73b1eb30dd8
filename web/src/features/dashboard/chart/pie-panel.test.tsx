import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { PiePanel } from './pie-panel';

const definition = { kind: 'TimeSeriesQuery', spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: {} } } };

function pie(...values: number[]) {
  const series = values.map((value, index) => ({ name: `s${index}`, values: [[0, value]] as [number, number][] }));
  const spec = { calculation: 'last', format: { unit: 'decimal' }, mode: 'value' } as const;
  const size = { width: 400, height: 200 };
  return render(
    <PiePanel
      spec={{ ...spec, radius: 50 }}
      contentDimensions={size}
      queryResults={[{ definition, data: { series } }]}
    />,
  );
}

it.each([[[0]], [[-5]], [[Infinity]], [[Number.NaN, -1, 0]]])(
  'a pie of %j says that there is nothing to draw',
  (values) => {
    const { container } = pie(...values);
    expect(screen.getByText('No value above 0 to draw')).toBeDefined();
    expect(container.querySelector('svg')).toBeNull();
    expect(screen.getAllByRole('listitem')).toHaveLength(values.length);
  },
);

it('a pie draws the values above 0, and says of a share that nobody sees that it is there', () => {
  const { container } = pie(1, -5, 1e-17);
  expect(container.querySelectorAll('path')).toHaveLength(2);
  expect(screen.getByText('1e-17 · < 0.01 %')).toBeDefined();
  expect(screen.queryByText('No value above 0 to draw')).toBeNull();
});
