import type { components } from '../../src/api/schema.gen';
import { minutesAgo, stubId } from './clock';

type Schemas = components['schemas'];
type Run = Schemas['Run'];
type Counts = Schemas['RunCounts'];

function counts(total: number, succeeded: number, warned = 0, failed = 0, skipped = 0): Counts {
  return { total, succeeded, warned, failed, skipped };
}

type RunSeed = {
  number: number;
  operation: string;
  title: string;
  status: Run['status'];
  by: [kind: Schemas['Initiator']['kind'], name: string];
  trigger?: Run['trigger'];
  counts: Counts;
  started?: number;
  tookMinutes?: number;
  reason?: string;
};

function run(seed: RunSeed): Run {
  const [resource = '', action = ''] = seed.operation.split('.');
  return {
    id: stubId(seed.number),
    project: 'commerce',
    resource,
    action,
    title: seed.title,
    status: seed.status,
    trigger: seed.trigger ?? (seed.by[0] === 'user' ? 'manual' : 'schedule'),
    initiator: { kind: seed.by[0], name: seed.by[1] },
    counts: seed.counts,
    created_at: minutesAgo(seed.started ?? 0.2),
    ...(seed.started === undefined ? {} : { started_at: minutesAgo(seed.started) }),
    ...(seed.started === undefined || seed.tookMinutes === undefined
      ? {}
      : { finished_at: minutesAgo(seed.started - seed.tookMinutes) }),
    ...(seed.reason === undefined ? {} : { reason_code: seed.reason }),
    page: '/p/commerce/health',
  };
}

export const RUNS: Run[] = [
  run({
    number: 1,
    operation: 'dashboard.migrate',
    title: 'Migrate 18 dashboards to Superset prod',
    status: 'awaiting_input',
    by: ['user', 'm.okafor'],
    counts: counts(18, 7),
    started: 11,
  }),
  run({
    number: 2,
    operation: 'dashboard.validate',
    title: 'Check Built-in',
    status: 'running',
    by: ['policy', 'Business hours'],
    counts: counts(214, 128, 3, 2),
    started: 42.14,
  }),
  run({
    number: 3,
    operation: 'backup_set.snapshot',
    title: 'Snapshot of finance',
    status: 'running',
    by: ['user', 's.brandt'],
    counts: counts(39, 12),
    started: 4.03,
  }),
  run({
    number: 4,
    operation: 'dashboard.validate',
    title: 'Check 17 failing',
    status: 'running',
    by: ['policy', 'Workdays'],
    counts: counts(98, 0),
    started: 0.05,
  }),
  run({
    number: 5,
    operation: 'drift.generate',
    title: 'Find drift in Built-in',
    status: 'queued',
    by: ['user', 'm.okafor'],
    counts: counts(0, 0),
  }),
  run({
    number: 6,
    operation: 'dashboard.validate',
    title: 'Check 40 dashboards',
    status: 'partially_succeeded',
    by: ['user', 'm.okafor'],
    counts: counts(40, 31, 2, 4, 3),
    started: 30.1,
    tookMinutes: 8.97,
  }),
  run({
    number: 7,
    operation: 'inventory.sync',
    title: 'Read Superset test',
    status: 'failed',
    by: ['system', ''],
    counts: counts(0, 0),
    started: 42,
    tookMinutes: 0.034,
    reason: 'auth_failed',
  }),
  run({
    number: 8,
    operation: 'dashboard.validate',
    title: 'Check Built-in',
    status: 'succeeded',
    by: ['policy', 'Built-in, every day'],
    counts: counts(52, 48, 3, 1),
    started: 132,
    tookMinutes: 6.19,
  }),
  run({
    number: 9,
    operation: 'dashboard.validate',
    title: 'Check Built-in',
    status: 'succeeded',
    by: ['policy', 'Every morning'],
    counts: counts(214, 198, 7, 9),
    started: 222,
    tookMinutes: 119,
  }),
  run({
    number: 10,
    operation: 'backup_set.snapshot',
    title: 'Backup, nightly',
    status: 'succeeded',
    by: ['policy', 'Nightly'],
    counts: counts(214, 214),
    started: 282,
    tookMinutes: 12.67,
  }),
  run({
    number: 11,
    operation: 'inventory.sync',
    title: 'Read Superset test',
    status: 'failed',
    by: ['system', ''],
    counts: counts(0, 0),
    started: 342,
    tookMinutes: 0.034,
    reason: 'auth_failed',
  }),
  run({
    number: 12,
    operation: 'retention.clean',
    title: 'Clean up old runs',
    status: 'succeeded',
    by: ['system', ''],
    counts: counts(1204, 1204),
    started: 402,
    tookMinutes: 0.14,
  }),
  run({
    number: 13,
    operation: 'backup_set.restore',
    title: 'Restore Sales by region',
    status: 'cancelled',
    by: ['user', 'a.haddad'],
    counts: counts(1, 0),
    started: 862,
    tookMinutes: 1.07,
    reason: 'cancelled',
  }),
  run({
    number: 14,
    operation: 'dashboard.validate',
    title: 'Check 3 dashboards',
    status: 'succeeded',
    by: ['user', 'ci-deploy'],
    trigger: 'api',
    counts: counts(3, 3),
    started: 896,
    tookMinutes: 0.64,
  }),
];

export function summary(buckets: number): Schemas['RunsSummary'] {
  const strip = Array.from({ length: buckets }, (_, index): Schemas['RunsBucket'] => {
    const isNight = index > buckets * 0.8 && index < buckets * 0.89;
    const isLast = index === buckets - 1;
    return {
      at: minutesAgo(((buckets - index) * 1440) / buckets),
      succeeded: isNight ? 6 + ((index * 5) % 3) : 1 + ((index * 7) % 3 === 0 ? 2 : (index * 3) % 2),
      partially_succeeded: index === Math.floor(buckets * 0.35) ? 1 : 0,
      failed: index % Math.floor(buckets / 4) === 8 ? 1 : 0,
      active: isLast ? 5 : 0,
      cancelled: index === Math.floor(buckets * 0.6) ? 1 : 0,
    };
  });
  return { active: 5, running: 3, awaiting_input: 1, failed: 4, all: 312, strip };
}

export const NAMES = [
  'Customer cohorts',
  'Gross margin',
  'Refunds and returns',
  'Returns by reason',
  'Search relevance',
  'Stockouts by store',
  'Revenue overview',
  'Cash position',
];

export function detailOf(id: string, logLines: number): Schemas['RunDetail'] | undefined {
  const found = RUNS.find((candidate) => candidate.id === id);
  if (!found) return undefined;
  const started = found.started_at ?? found.created_at;
  const transitions: Schemas['Transition'][] = [
    { status: 'queued', at: new Date(Date.parse(started) - 1000).toISOString() },
  ];
  if (found.started_at !== undefined) transitions.push({ status: 'running', at: started });
  if (found.finished_at !== undefined) transitions.push({ status: found.status, at: found.finished_at });
  return {
    run: { ...found, joined: found.status === 'running' ? 2 : 0 },
    transitions,
    reasons: [
      {
        status: 'failed',
        reason_code: 'upstream_unavailable',
        sentence: 'The server can’t be reached',
        next_action: 'Check that it is up and reachable from here, then try again',
        count: 3,
      },
      {
        status: 'failed',
        reason_code: 'timeout',
        sentence: 'It took longer than allowed',
        next_action: 'Try again; if it stays, make the query or the selection smaller',
        count: 1,
      },
      {
        status: 'warned',
        reason_code: 'empty_result',
        sentence: 'A query gave no data',
        next_action: 'Check the chart’s filters and whether its data still arrives',
        count: 2,
      },
      { status: 'succeeded', sentence: 'Done', count: 31 },
      { status: 'skipped', reason_code: 'not_found', sentence: 'It is not there any more', count: 3 },
    ],
    log_lines: logLines,
    ...(logLines > 300 ? { first_error_seq: 297 } : {}),
    children: [],
  };
}

export function items(): Schemas['Item'][] {
  const seeds: [Schemas['Item']['status'], string | undefined, string, number][] = [
    ...['Refunds and returns', 'Returns by reason', 'Return rate by store'].map(
      (title): [Schemas['Item']['status'], string, string, number] => ['failed', 'upstream_unavailable', title, 1200],
    ),
    ['failed', 'timeout', 'Stockouts by store', 16_000],
    ['warned', 'empty_result', 'Gross margin', 2100],
    ['warned', 'empty_result', 'Campaign attribution', 900],
    ...Array.from({ length: 31 }, (_, index): [Schemas['Item']['status'], undefined, string, number] => [
      'succeeded',
      undefined,
      `${NAMES[index % NAMES.length] ?? ''} ${index + 1}`,
      300 + index * 40,
    ]),
    ...Array.from({ length: 3 }, (_, index): [Schemas['Item']['status'], string, string, number] => [
      'skipped',
      'not_found',
      `Gone ${index + 1}`,
      0,
    ]),
  ];
  return seeds.map(([status, reason, title, ms], index) => ({
    seq: index + 1,
    key: `dashboard-${index + 1}`,
    title,
    link: '/p/commerce/health/builtin/revenue-overview',
    status,
    attempt: status === 'failed' ? 2 : 1,
    ...(reason === undefined ? {} : { reason_code: reason }),
    ...(status === 'warned' ? { message: '3 of 8 panels have no data' } : {}),
    ...(ms === 0 ? {} : { duration_ms: ms }),
    first_log_seq: index * 10 + 1,
  }));
}
