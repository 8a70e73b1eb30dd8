import type { Schema } from './client';

export type Role = Schema<'Role'>;

/** Highest first. */
export const ROLES: readonly Role[] = ['owner', 'manager', 'operator', 'readonly'];

/** The lowest role that has a permission of a project, as in the server's table. */
const LOWEST_ROLES = {
  'project:read': 'readonly',
  'dashboard:read': 'readonly',
  'query:run': 'readonly',
  'datasource:read': 'readonly',
  'run:read': 'readonly',
  'health:read': 'readonly',
  'policy:read': 'readonly',
  'member:read': 'readonly',
  'dashboard:write': 'operator',
  'validation:start': 'operator',
  'dashboard:purge': 'manager',
  'datasource:manage': 'manager',
  'health:delete': 'manager',
  'policy:manage': 'manager',
  'member:manage': 'owner',
  'project:manage': 'owner',
} as const satisfies Record<string, Role>;

export type Permission = keyof typeof LOWEST_ROLES;

export function lowestRole(permission: Permission): Role {
  return LOWEST_ROLES[permission];
}

/** Why a control is out of reach: 'Needs manager. You are operator.' */
export function whyNot(permission: Permission, role: Role | undefined): string {
  const own = role === undefined ? 'You are no member.' : `You are ${role}.`;
  return `Needs ${lowestRole(permission)}. ${own}`;
}

/** What a role can do, for the page of members and the form of tokens. */
export const ROLE_WORDS: Record<Role, string> = {
  owner: 'everything, and the members',
  manager: 'policies and datasources too',
  operator: 'changes dashboards, starts checks',
  readonly: 'reads everything',
};
