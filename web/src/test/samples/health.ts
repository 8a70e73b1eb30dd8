import type { Schema } from '@/api/client';
import { SAMPLE_NOW } from './runs';

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

export function sampleCause(
  key: string,
  assets: readonly Schema<'HealthEntry'>[],
  fields: Partial<Schema<'HealthCause'>> = {},
): Schema<'HealthCause'> {
  return {
    key,
    status: 'FAIL',
    code: 'query_timeout',
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

export function samplePanel(title: string, fields: Partial<Schema<'PanelResult'>> = {}): Schema<'PanelResult'> {
  return { key: title, title, kind: 'TimeSeriesChart', status: 'PASS', result: '12 series', ...fields };
}

export function sampleHistory(count: number): Schema<'RecordEntry'>[] {
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

export function sampleRecord(fields: Partial<Schema<'ValidationRecord'>> = {}): Schema<'ValidationRecord'> {
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
