import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Schema } from '@/api/client';
import { EVENT_TYPES } from '@/api/stream-words';
import type { Role } from '@/api/permissions';
import type { ROLES } from '@/api/permissions.gen';
import type { HealthState, ItemStatus, RunStatus } from '@/kit/status/status-table';
import type { Density, ThemeChoice } from '@/kit/theme/appearance';

const contract = readFileSync(join(import.meta.dirname, '../../../api/openapi.yaml'), 'utf8');

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** Compiles only when both types are the same: a state that the contract gains is missed nowhere. */
function areSame<A, B>(same: Same<A, B>): boolean {
  return same;
}

describe('the words of the interface are those of the contract', () => {
  it('states', () => {
    expect(areSame<Schema<'RunStatus'>, RunStatus>(true)).toBe(true);
    expect(areSame<Schema<'ItemStatus'>, ItemStatus>(true)).toBe(true);
    expect(areSame<Schema<'HealthStatus'>, HealthState>(true)).toBe(true);
  });

  it('preferences', () => {
    expect(areSame<NonNullable<Schema<'Preferences'>['theme']>, ThemeChoice>(true)).toBe(true);
    expect(areSame<NonNullable<Schema<'Preferences'>['density']>, Density>(true)).toBe(true);
  });

  it('roles', () => {
    expect(areSame<Schema<'Role'>, Role>(true)).toBe(true);
    expect(areSame<Schema<'Role'>, (typeof ROLES)[number]>(true)).toBe(true);
  });

  it('events', () => {
    const words = /Events: (.*?)\. `resync`/s.exec(contract)?.[1] ?? '';
    const named = [...words.matchAll(/`([a-z.]+)`/g)].map((match) => match[1]).filter((name) => name !== 'log');
    expect(
      named.filter((name) => name !== undefined && name !== 'run' && !EVENT_TYPES.some((type) => type === name)),
    ).toEqual([]);
    expect(named.length).toBeGreaterThan(3);
  });
});
