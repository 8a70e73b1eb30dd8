import { describe, expect, it } from 'vitest';
import { readTime, refreshLabel, timeDefaults, writeTime, type TimeDefaults } from './time-url';

const DEFAULTS: TimeDefaults = { window: { kind: 'relative', past: '6h' }, refresh: 15 };
const read = (query: string) => readTime(new URLSearchParams(query), DEFAULTS);

describe('the time in the address', () => {
  it('is the default when it says nothing, or nonsense', () => {
    expect(read('')).toEqual({ ...DEFAULTS, zone: undefined });
    expect(read('start=soon&end=later&refresh=x&tz=Mars')).toEqual({ ...DEFAULTS, zone: undefined });
    expect(read('start=200&end=100').window).toEqual(DEFAULTS.window);
  });

  it('is relative or absolute', () => {
    expect(read('start=24h').window).toEqual({ kind: 'relative', past: '24h' });
    expect(read('start=1000&end=2000').window).toEqual({ kind: 'absolute', start: 1000, end: 2000 });
  });

  it('knows the refresh and the zone', () => {
    expect(read('refresh=0s&tz=UTC')).toMatchObject({ refresh: 0, zone: 'UTC' });
    expect(read('refresh=5m').refresh).toBe(300);
    expect(['1s', '2h'].map((refresh) => read(`refresh=${refresh}`).refresh)).toEqual([5, 300]);
    expect(timeDefaults({ refreshInterval: '1s' }, {}).refresh).toBe(5);
  });

  it('is written without touching anything else', () => {
    const before = new URLSearchParams('start=1000&end=2000&var-model=ranker&panel=p1');
    const after = writeTime(before, { window: { kind: 'relative', past: '1h' }, refresh: 30 });
    expect(after.toString()).toBe('start=1h&var-model=ranker&panel=p1&refresh=30s');
    const back = writeTime(after, { window: { kind: 'absolute', start: 5.4, end: 9.6 }, zone: 'UTC' });
    expect(back.get('start')).toBe('5');
    expect(back.get('end')).toBe('10');
    expect(writeTime(back, { zone: undefined }).has('tz')).toBe(false);
  });
});

describe('the default time', () => {
  it('is the wish of the dashboard, then of the person', () => {
    expect(
      timeDefaults({ duration: '6h', refreshInterval: '30s' }, { default_range: '24h', refresh_interval: 60 }),
    ).toEqual({
      window: { kind: 'relative', past: '6h' },
      refresh: 30,
    });
    expect(timeDefaults({ refreshInterval: '0s' }, { default_range: '24h', refresh_interval: 60 })).toEqual({
      window: { kind: 'relative', past: '24h' },
      refresh: 0,
    });
    expect(timeDefaults({}, {})).toEqual({ window: { kind: 'relative', past: '1h' }, refresh: 15 });
  });

  it('has words', () => {
    expect([0, 15, 60, 300, 90].map(refreshLabel)).toEqual(['Off', '15 s', '1 m', '5 m', '90 s']);
  });
});
