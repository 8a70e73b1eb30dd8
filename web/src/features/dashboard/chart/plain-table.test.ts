import { expect, it } from 'vitest';
import { withoutTimestamp } from './plain-table';

it('a table has no column of milliseconds unless its author wants it', () => {
  expect(withoutTimestamp({}).columnSettings).toEqual([{ name: 'timestamp', hide: true }]);
  const value = { name: 'value', header: 'Bytes' };
  expect(withoutTimestamp({ columnSettings: [value] }).columnSettings).toEqual([
    value,
    { name: 'timestamp', hide: true },
  ]);
  const wanted = { columnSettings: [{ name: 'timestamp', header: 'When' }] };
  expect(withoutTimestamp(wanted)).toBe(wanted);
});
