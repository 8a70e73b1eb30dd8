// Written by `make docs` from the table of internal/core/access.

/** Highest first. */
export const ROLES = ['owner', 'manager', 'operator', 'readonly'] as const;

/** The lowest role that has a permission of a project. */
export const LOWEST_ROLES = {
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
  'run:answer': 'operator',
  'dashboard:purge': 'manager',
  'datasource:manage': 'manager',
  'health:delete': 'manager',
  'policy:manage': 'manager',
  'member:manage': 'owner',
  'project:manage': 'owner',
} as const;
