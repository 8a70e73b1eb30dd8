import type { Schema } from './client';
import { LOWEST_ROLES } from './permissions.gen';

export type Role = Schema<'Role'>;

/** What can be allowed in a project, as the server's table has it. */
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
