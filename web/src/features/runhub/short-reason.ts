import type { ReasonCode } from './run';

/** The closed list of reasons in three words, for beside a title. */
const SHORT_REASONS: Record<ReasonCode, string> = {
  auth_failed: 'sign-in refused',
  forbidden: 'not allowed there',
  not_found: 'not there any more',
  already_exists: 'name is taken',
  password_required: 'password needed',
  password_rejected: 'password rejected',
  invalid_input: 'input can’t be used',
  invalid_archive: 'archive can’t be read',
  query_failed: 'a query failed',
  empty_result: 'nothing to show',
  timeout: 'took too long',
  rate_limited: 'asked to slow down',
  upstream_unavailable: 'server does not answer',
  upstream_error: 'server answered with an error',
  dependency_missing: 'something is missing',
  cancelled: 'cancelled',
  interrupted: 'interrupted',
  window_missed: 'window was over',
  reverted: 'taken back',
  conflict: 'changed meanwhile',
  driver_missing: 'driver is missing',
  unsupported_by_target: 'not possible there',
  catalog_mismatch: 'another catalog',
  disk_full: 'disk is full',
  internal: 'trouble in Dashkeep',
};

export function shortReason(code: ReasonCode | undefined): string | undefined {
  if (code === undefined) return undefined;
  // A newer server may know more codes than this page.
  return SHORT_REASONS[code] ?? String(code).replaceAll('_', ' ');
}
