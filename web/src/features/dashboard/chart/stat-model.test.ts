import { describe, expect, it } from 'vitest';
import { splitUnit, statOf as statOfSeries } from './stat-model';

type Args = Parameters<typeof statOfSeries>;

function statOf(one: Args[0], spec: Args[1]) {
  return statOfSeries(one, spec, ['amber', 'red']);
}

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

  it.each([[[]], [[[0, Number.NaN]]], [[[0, null]]]] as [[number, number | null][]][])(
    'says so where there is no value: %j',
    (values) => {
      const thresholds = { defaultColor: 'red', steps: [{ value: 1, color: 'green' }] };
      const spec = { calculation: 'last-number', format: { unit: 'percent-decimal' }, thresholds } as const;
      expect(statOf({ name: 'x', values }, spec)).toMatchObject({ text: 'No value', colour: undefined });
    },
  );

  it.each(['last-number', 'mean', 'min', 'max', 'sum'] as const)(
    'is %s of the numbers that are there',
    (calculation) => {
      const values: [number, number | null][] = [
        [0, Number.NaN],
        [1, 7],
        [2, Number.NaN],
      ];
      expect(statOf({ name: 'x', values }, { calculation, format: { unit: 'decimal' } }).text).toBe('7');
    },
  );

  it('can be mapped when it is no number', () => {
    const mappings = [
      { kind: 'Misc' as const, spec: { value: 'NaN' as const, result: { value: 'idle' } } },
      { kind: 'Misc' as const, spec: { value: 'null' as const, result: { value: 'gone' } } },
    ];
    const spec = { calculation: 'last' as const, format: { unit: 'decimal' as const }, mappings };
    expect(statOf({ name: 'x', values: [[0, Number.NaN]] }, spec).text).toBe('idle');
    expect(statOf({ name: 'x', values: [[0, null]] }, spec).text).toBe('gone');
  });

  it('without a format is a number that can be read', () => {
    const spec = { calculation: 'last-number' } as Args[1]; // as a document may leave it
    expect(statOf({ name: 'x', values: [[0, 117_760_000]] }, spec).text).toBe('118 M');
    expect(statOf({ name: 'x', values: [[0, 3.8887172684486924]] }, spec).text).toBe('3.89');
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

  it('has the colour of steps in per cent, and one of the palette where a step has none', () => {
    const one = { name: 'x', values: [[0, 0.5]] as [number, number][] };
    const thresholds = { mode: 'percent' as const, defaultColor: 'green', steps: [{ value: 90 }, { value: 50 }] };
    const spec = { calculation: 'last-number' as const, format: { unit: 'percent-decimal' as const }, thresholds };
    expect(statOf(one, spec).colour).toBe('amber');
    expect(statOf(one, { ...spec, format: { unit: 'decimal' } }).colour).toBe('green');
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
