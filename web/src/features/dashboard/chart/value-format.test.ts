import { describe, expect, it } from 'vitest';
import { chartValue, tickValue } from './value-format';

describe('a value of a chart', () => {
  it.each([
    [0.408, { unit: 'seconds' }, '408 ms'],
    [0.02, { unit: 'percent-decimal' }, '2 %'],
    [40, { unit: 'requests/sec' }, '40/s'],
    [1500, { unit: 'requests/sec', shortValues: true }, '1.5K/s'],
    [40e9, { unit: 'bytes', shortValues: true }, '40 GB'],
    [500, { unit: 'bytes/sec', shortValues: true }, '500 B/s'],
    [7200, { unit: 'seconds' }, '2 h'],
    [12, { unit: 'usd' }, '$12'],
    [117_760_000, { unit: 'decimal', shortValues: true }, '118 M'],
    [12345, { unit: 'decimal', shortValues: false }, '12,345'],
    [0.000123, { unit: 'decimal', shortValues: false }, '0.000123'],
    [0.000123, { unit: 'decimal', shortValues: false, decimalPlaces: 2 }, '0.00'],
  ] as const)('%d in %o is %s', (value, format, text) => {
    expect(chartValue(value, format)).toBe(text);
  });

  it.each(['parsecs', '', 'constructor', '<b>'])('in the unit %j, which nobody knows, is the number', (unit) => {
    expect(chartValue(12, { unit: unit as 'decimal' })).toBe('12');
  });

  it('without a format, which a document may leave out, is the number', () => {
    expect(chartValue(12, undefined)).toBe('12');
  });

  it('that is not a number is a dash, never 0', () => {
    expect(chartValue(Number.NaN, { unit: 'decimal' })).toBe('–');
    expect(chartValue(Number.POSITIVE_INFINITY, { unit: 'decimal' })).toBe('∞');
  });

  it('at a tick gives 0 the unit of the others', () => {
    expect(tickValue(0, { unit: 'seconds' }, 0.5)).toBe('0 ms');
    expect(tickValue(0, { unit: 'bytes' }, 80e9)).toBe('0 GB');
    expect(tickValue(0, { unit: 'requests/sec' }, 60)).toBe('0');
    expect(tickValue(0, { unit: 'decimal', shortValues: true }, 2000)).toBe('0');
    expect(tickValue(0.2, { unit: 'seconds' }, 0.5)).toBe('200 ms');
  });
});
