import type { Schema } from '@/api/client';

/** When the samples are looked at. */
export const SAMPLE_NOW = new Date('2026-11-20T08:42:10Z');

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
    counts: { total: 14, succeeded: 10, warned: 0, failed: 0, skipped: 0 },
    findings: { pass: 9, warn: 1, fail: 0 },
    created_at: '2026-11-20T08:40:00Z',
    started_at: '2026-11-20T08:40:02Z',
    ...fields,
  };
}

export function sampleItem(seq: number, fields: Partial<Schema<'Item'>> = {}): Schema<'Item'> {
  return { seq, key: `item-${seq}`, title: `Dashboard ${seq}`, status: 'succeeded', attempt: 1, ...fields };
}

export function sampleLine(seq: number, fields: Partial<Schema<'LogLine'>> = {}): Schema<'LogLine'> {
  const at = new Date(Date.parse('2026-11-20T08:40:02Z') + seq * 100).toISOString();
  return { seq, at, level: 'INFO', message: `line ${seq}`, ...fields };
}

export function sampleMark(fields: Partial<Schema<'RunMark'>> = {}): Schema<'RunMark'> {
  return { at: '2026-11-20T05:00:00Z', status: 'succeeded', finding: 'pass', title: 'Revenue', count: 1, ...fields };
}
