import { describe, expect, it } from 'vitest';
import { isFiltered, NO_FILTER, readFilter, writeFilter } from './catalog-filter';

describe('the filter of the list', () => {
  it('comes back from the address as it went', () => {
    const query = 'q=latency&health=FAIL&health=WARN&owner=risk&state=active&tag=24x7&tag=slo&sort=viewed';
    expect(writeFilter(readFilter(new URLSearchParams(query))).toString()).toBe(query);
  });

  it('drops what it does not know', () => {
    expect(readFilter(new URLSearchParams('health=SICK&state=archived&sort=age&tag=a&tag=a'))).toEqual({
      ...NO_FILTER,
      tags: ['a'],
    });
  });

  it('is empty when nothing is chosen; the order is no filter', () => {
    expect(writeFilter(NO_FILTER).toString()).toBe('');
    expect(isFiltered({ ...NO_FILTER, sort: 'viewed' })).toBe(false);
    expect(isFiltered({ ...NO_FILTER, tags: ['slo'] })).toBe(true);
  });
});
