import { describe, expect, it } from 'vitest';
import { splitUnit, statOf } from './stat-model';

const series = {
  name: 'up',
  labels: { job: 'api' },
  values: [
    [0, 1],
    [1, 6],
    [2, null],
  ] as [number, number | null][],
};

describe('a stat', () => {
  it('is the last number, with its unit', () => {
    expect(statOf(series, { calculation: 'last-number', format: { unit: 'seconds' } }).text).toBe('6 s');
  });

  it('is a dash where there is no number', () => {
    expect(statOf({ name: 'x', values: [] }, { calculation: 'last-number', format: { unit: 'decimal' } }).text).toBe(
      '–',
    );
  });

  it('has the colour of the step that it reached', () => {
    const thresholds = {
      defaultColor: 'green',
      steps: [
        { value: 5, color: 'amber' },
        { value: 10, color: 'red' },
      ],
    };
    expect(statOf(series, { calculation: 'last-number', format: { unit: 'decimal' }, thresholds }).colour).toBe(
      'amber',
    );
    expect(statOf(series, { calculation: 'min', format: { unit: 'decimal' }, thresholds }).colour).toBe('green');
  });

  it('can show a label instead', () => {
    expect(statOf(series, { calculation: 'last-number', format: { unit: 'decimal' }, metricLabel: 'job' }).text).toBe(
      'api',
    );
  });

  it('writes the figure large and its unit small', () => {
    expect(splitUnit('408 ms')).toEqual({ figure: '408', unit: 'ms' });
    expect(splitUnit('40/s')).toEqual({ figure: '40/s', unit: undefined });
    expect(splitUnit('not ready')).toEqual({ figure: 'not ready', unit: undefined });
  });
});
