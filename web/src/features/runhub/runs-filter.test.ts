import { describe, expect, it } from 'vitest';
import { SAMPLE_NOW } from '@/test/samples/runs';
import {
  isCutByTime,
  isFiltered,
  rangeBounds,
  rangeLabel,
  rangePhrase,
  readRunsFilter,
  wantedStatuses,
  writeRunsFilter,
} from './runs-filter';

const read = (query: string) => readRunsFilter(new URLSearchParams(query));

describe('the address of the hub', () => {
  it.each([
    '',
    'tab=failed',
    'q=sales&op=dashboard.validate%2Cretention.clean&status=failed',
    'trigger=schedule&by=m.okafor&range=7d',
    'from=2026-11-20T05%3A00%3A00.000Z&to=2026-11-20T07%3A00%3A00.000Z',
  ])('reads what it wrote: %s', (query) => {
    expect(writeRunsFilter(read(query)).toString()).toBe(query);
  });

  it('drops what it does not know', () => {
    const filter = read('tab=moon&status=purple,failed&trigger=x&op=drop%20table&range=9y&from=never&to=later');
    expect(writeRunsFilter(filter).toString()).toBe('status=failed');
  });

  it('drops a range that ends before it begins', () => {
    expect(read('from=2026-11-20T07:00:00Z&to=2026-11-20T05:00:00Z').range).toEqual({ kind: 'preset', preset: '24h' });
  });

  it('does not count the tab as a filter', () => {
    expect(isFiltered(read('tab=failed'))).toBe(false);
    expect(isFiltered(read('range=7d'))).toBe(true);
  });
});

describe('wantedStatuses', () => {
  it('takes what tab and filter have in common', () => {
    expect(wantedStatuses(read('tab=failed&status=failed,running'))).toEqual(['failed']);
    expect(wantedStatuses(read('tab=input'))).toEqual(['awaiting_input']);
    expect(wantedStatuses(read('status=running'))).toEqual(['running']);
    expect(wantedStatuses(read(''))).toBeUndefined();
  });
});

describe('the range of time', () => {
  it('reaches from a preset ago to now and stays open', () => {
    const { from, to } = rangeBounds({ kind: 'preset', preset: '1h' }, SAMPLE_NOW);
    expect([from.toISOString(), to]).toEqual(['2026-11-20T07:42:10.000Z', undefined]);
  });

  it('has words', () => {
    const range = read('from=2026-11-19T08:45:00Z&to=2026-11-19T10:45:00Z').range;
    expect(rangeLabel(range, SAMPLE_NOW, 'Europe/Berlin')).toBe('Thu 09:45 to 11:45');
    expect(rangePhrase(range, SAMPLE_NOW, 'Europe/Berlin')).toBe('from Thu 09:45 to 11:45');
    expect(rangePhrase(read('').range, SAMPLE_NOW)).toBe('in 24 h');
  });

  it('does not hide what is under way', () => {
    expect(isCutByTime('active')).toBe(false);
    expect(isCutByTime('failed')).toBe(true);
  });
});
