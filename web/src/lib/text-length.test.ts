import { expect, it } from 'vitest';
import { lengthFault } from './text-length';

it('says how long a text may be, and how long it is', () => {
  expect(lengthFault('x'.repeat(75), 75)).toBeUndefined();
  expect(lengthFault('x'.repeat(80), 75)).toBe('At most 75 characters; it has 80');
  expect(lengthFault(`  ${'🔑'.repeat(75)} `, 75)).toBeUndefined();
});
