import type { Schema } from '@/api/client';
import { lowestRole, type Permission, type Role } from '@/api/permissions';
import { LOWEST_ROLES, ROLES } from '@/api/permissions.gen';

/** The server's table as it is written: its keys are the permissions. */
const PERMISSIONS = Object.keys(LOWEST_ROLES) as Permission[];

export function aMembership(role: Role = 'owner', name = 'commerce'): Schema<'Membership'> {
  const permissions = PERMISSIONS.filter((permission) => ROLES.indexOf(role) <= ROLES.indexOf(lowestRole(permission)));
  return { name, display_name: '', role, permissions };
}

export function aUser(change: Partial<Schema<'User'>> = {}): Schema<'User'> {
  return {
    id: '00000000-0000-0000-0000-000000000001',
    login: 'm.okafor',
    display_name: 'Mara Okafor',
    email: 'mara@example.com',
    is_admin: false,
    disabled: false,
    has_password: true,
    created_at: '2026-11-01T08:00:00Z',
    ...change,
  };
}

export function aMe(change: Partial<Schema<'Me'>> = {}): Schema<'Me'> {
  return { user: aUser(), method: 'session', projects: [aMembership()], preferences: {}, ...change };
}
