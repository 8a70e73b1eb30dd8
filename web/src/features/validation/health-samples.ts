import type { Schema } from '@/api/client';
import type { HealthCause, HealthEntry, PanelResult, RecordEntry, ValidationRecord } from './health';

/** Sample records for the tests of this feature. */
export const SAMPLE_NOW = new Date('2026-11-20T08:42:10Z');

export function sampleEntry(fields: Partial<HealthEntry> = {}): HealthEntry {
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

export function sampleCause(
  key: string,
  assets: readonly HealthEntry[],
  fields: Partial<HealthCause> = {},
): HealthCause {
  return {
    key,
    status: 'FAIL',
    code: 'timeout',
    sentence: `Database \`${key}\` does not answer`,
    subject: key,
    environments: ['builtin'],
    count: assets.length,
    since: '2026-11-20T04:52:00Z',
    is_new: true,
    assets: [...assets],
    ...fields,
  };
}

export function samplePanel(title: string, fields: Partial<PanelResult> = {}): PanelResult {
  return { key: title, title, kind: 'TimeSeriesChart', status: 'PASS', result: '12 series', ...fields };
}

export function sampleHistory(count: number): RecordEntry[] {
  return Array.from({ length: count }, (_, index) => {
    const at = new Date(SAMPLE_NOW.getTime() - (count - 1 - index) * 86_400_000).toISOString();
    return {
      id: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
      status: 'PASS',
      summary: '',
      started_at: at,
      finished_at: at,
    };
  });
}

export function sampleRecord(fields: Partial<ValidationRecord> = {}): ValidationRecord {
  return {
    id: '00000000-0000-7000-8000-000000000001',
    environment: 'builtin',
    asset: 'revenue',
    status: 'FAIL',
    summary: '',
    issues: [],
    panels: [],
    steps: [],
    started_at: '2026-11-20T04:51:43Z',
    finished_at: '2026-11-20T04:52:14Z',
    attempts: 2,
    ...fields,
  };
}

export function sampleCheckRun(fields: Partial<Schema<'Run'>> = {}): Schema<'Run'> {
  return {
    id: '01935b8e-2100-7000-8000-000000000001',
    project: 'commerce',
    resource: 'dashboard',
    action: 'validate',
    title: 'Check Built-in',
    status: 'running',
    trigger: 'manual',
    initiator: { kind: 'user', id: 'u1', name: 'm.okafor' },
    counts: { total: 14, succeeded: 10, warned: 0, failed: 0, skipped: 0 },
    findings: { pass: 9, warn: 1, fail: 0 },
    created_at: '2026-11-20T08:40:00Z',
    started_at: '2026-11-20T08:40:02Z',
    ...fields,
  };
}
