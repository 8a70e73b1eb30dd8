import type { Schema } from '@/api/client';

/** Sample records for the tests of this feature. */
export function sampleEntry(fields: Partial<Schema<'HealthEntry'>> = {}): Schema<'HealthEntry'> {
  return {
    environment: 'builtin',
    asset: 'revenue',
    title: 'Revenue overview',
    status: 'PASS',
    summary: '',
    strip: [],
    ...fields,
  };
}

export function sampleCause(subject: string, count: number): Schema<'HealthCause'> {
  return {
    key: subject,
    status: 'FAIL',
    code: 'timeout',
    sentence: `Database \`${subject}\` does not answer`,
    subject,
    environments: ['builtin'],
    count,
    since: '2026-11-20T04:52:00Z',
    is_new: true,
    assets: [],
  };
}

export function sampleRun(fields: Partial<Schema<'Run'>> = {}): Schema<'Run'> {
  return {
    id: '01935b8e-2100-7000-8000-000000000001',
    project: 'commerce',
    resource: 'dashboard',
    action: 'validate',
    title: 'Check Built-in',
    status: 'running',
    trigger: 'manual',
    initiator: { kind: 'user', id: 'u1', name: 'm.okafor' },
    counts: { total: 14, succeeded: 14, warned: 0, failed: 0, skipped: 0 },
    findings: { pass: 13, warn: 1, fail: 0 },
    created_at: '2026-11-20T08:40:00Z',
    ...fields,
  };
}

export function sampleMark(fields: Partial<Schema<'RunMark'>> = {}): Schema<'RunMark'> {
  return { at: '2026-11-20T05:00:00Z', status: 'succeeded', finding: 'pass', title: 'Revenue', count: 1, ...fields };
}
