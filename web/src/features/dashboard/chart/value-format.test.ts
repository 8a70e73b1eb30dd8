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
    [17.2e9, { unit: 'decimal', shortValues: true }, '17.2 G'],
    [-17.2e9, { unit: 'decimal', shortValues: true }, '-17.2 G'],
    [1.5e9, { unit: 'requests/sec', shortValues: true }, '1.5G/s'],
    [3e12, { unit: 'decimal', shortValues: true }, '3 T'],
    [17.2e9, { unit: 'bytes', shortValues: true }, '17.2 GB'],
    [17.2e9, { unit: 'usd', shortValues: true }, '$17,200,000,000'],
    [999_999_999_999_999, { unit: 'decimal', shortValues: false }, '999,999,999,999,999'],
    [1e15, { unit: 'decimal', shortValues: true }, '1e15'],
    [9_007_199_254_740_992, { unit: 'decimal', shortValues: false }, '9.01e15'],
    [9_007_199_254_740_992, { unit: 'requests/sec' }, '9.01e15/s'],
    [-1e300, { unit: 'decimal' }, '-1e300'],
    [1e300, { unit: 'percent-decimal' }, '1e302 %'],
    [1e300, { unit: 'usd' }, '$1e300'],
    [3e15, { unit: 'bytes', shortValues: true }, '3 PB'],
    [-0, { unit: 'decimal' }, '0'],
    [-0, { unit: 'percent' }, '0 %'],
    [-0.001, { unit: 'decimal', decimalPlaces: 2 }, '0.00'],
    [-0.05, { unit: 'decimal', decimalPlaces: 2 }, '-0.05'],
    [-0, { unit: 'bytes' }, '0 bytes'],
    [-0.4, { unit: 'bytes/sec', decimalPlaces: 0 }, '0 B/s'],
    [-5, { unit: 'bytes' }, '-5 bytes'],
    [-0.001, { unit: 'usd', decimalPlaces: 2 }, '$0.00'],
    [-0.001, { unit: 'chf', decimalPlaces: 2 }, 'CHF\u00A00.00'],
    [-0.5, { unit: 'usd', decimalPlaces: 2 }, '-$0.50'],
    [1e15, { unit: 'bits/sec' }, '1e15 bits/sec'],
    [5e9, { unit: 'bits/sec' }, '5G bits/sec'],
    [1e-17, { unit: 'decimal' }, '1e-17'],
    [1.5e-16, { unit: 'decimal', shortValues: true }, '1.5e-16'],
    [0.1 + 0.2 - 0.3, { unit: 'decimal', shortValues: false }, '5.55e-17'],
    [0.1 + 0.2 - 0.3, { unit: 'decimal', decimalPlaces: 2 }, '0.00'],
    [1e-17, { unit: 'decimal', decimalPlaces: 8 }, '0.00000000'],
    [0.1, { unit: 'decimal', decimalPlaces: 20 }, '0.10000000000000000000'],
    [-1e-17, { unit: 'seconds' }, '-1e-14 ms'],
    [1e-17, { unit: 'bytes' }, '1e-17 bytes'],
    [1e-17, { unit: 'usd' }, '$1e-17'],
    [0.00000123, { unit: 'decimal' }, '0.00000123'],
    [0.0004, { unit: 'requests/sec', shortValues: false }, '0.0004/s'],
    [9.999e15, { unit: 'decimal', shortValues: false }, '1e16'],
    [1e308, { unit: 'percent-decimal' }, '1e310 %'],
    [1e308, { unit: 'years' }, '1e308 years'],
    [-59.999, { unit: 'seconds' }, '-60 s'],
    [-5_184_000, { unit: 'seconds' }, '-2 months'],
    [-90, { unit: 'minutes' }, '-1.5 h'],
    [-0, { unit: 'seconds' }, '0 s'],
    [-0.00001, { unit: 'seconds', decimalPlaces: 1 }, '0.0 ms'],
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
    expect(tickValue(0, { unit: 'decimal', shortValues: true }, 2e9)).toBe('0');
    expect(tickValue(0, { unit: 'decimal' }, 2e300)).toBe('0');
    expect(tickValue(0, { unit: 'seconds' }, 2e-17)).toBe('0 ms');
    expect(tickValue(0, { unit: 'usd' }, 500)).toBe('$0');
    expect(tickValue(0, { unit: 'chf', decimalPlaces: 2 }, 5e6)).toBe('CHF\u00A00');
    expect(tickValue(0, { unit: 'eur' }, -20)).toBe('€0');
    expect(tickValue(0.2, { unit: 'seconds' }, 0.5)).toBe('200 ms');
  });
});
