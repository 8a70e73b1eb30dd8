import { afterEach, expect, it, vi } from 'vitest';
import { provideRandomUUID, randomUUID } from './random-uuid';

afterEach(() => vi.unstubAllGlobals());

it('makes different UUIDs of version 4', () => {
  const made = Array.from({ length: 500 }, randomUUID);
  expect(new Set(made).size).toBe(500);
  for (const id of made) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

it('is given to a page without TLS, and no other', () => {
  const plain = { getRandomValues: (bytes: Uint8Array) => bytes.fill(255) };
  vi.stubGlobal('crypto', plain);
  provideRandomUUID();
  expect(crypto.randomUUID()).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');

  const own = () => 'own';
  vi.stubGlobal('crypto', { randomUUID: own });
  provideRandomUUID();
  expect(crypto.randomUUID).toBe(own);
});
