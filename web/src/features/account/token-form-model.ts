import type { Role } from '@/api/permissions';
import type { Membership } from '@/api/session';

export const EXPIRY_OPTIONS = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '366', label: '1 year' },
] as const;

export type ExpiryDays = (typeof EXPIRY_OPTIONS)[number]['value'];

/** The roles that a token can be limited to: those up to one's own in its project, or all when it has none. */
export function allowedRoles(roles: readonly Role[], projects: readonly Membership[], project: string): Role[] {
  const own = projects.find((candidate) => candidate.name === project)?.role;
  const from = own === undefined ? 0 : roles.indexOf(own);
  return roles.slice(Math.max(0, from));
}
