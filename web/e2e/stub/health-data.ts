import type { components } from '../../src/api/schema.gen';
import { minutesAgo, minutesAhead, stubId } from './clock';

type Schemas = components['schemas'];
type HealthEntry = Schemas['HealthEntry'];
type HealthStatus = Schemas['HealthStatus'];
type HealthCause = Schemas['HealthCause'];

const HOUR = 60;
const DAY = 24 * HOUR;

function strip(last: string): HealthStatus[] {
  const letters: Record<string, HealthStatus> = { P: 'PASS', W: 'WARN', F: 'FAIL', '?': 'UNKNOWN' };
  return [...last.padStart(30, 'P')].map((letter) => letters[letter] ?? 'UNKNOWN');
}

type Seed = [
  asset: string,
  title: string,
  owner: string,
  tail: string,
  minutes: number,
  panels: number,
  failing: number,
  tags?: string[],
];

function entry(status: HealthStatus, summary: string, cause: string | undefined, seed: Seed): HealthEntry {
  const [asset, title, owner, tail, minutes, panels, failing, tags = ['sales']] = seed;
  return {
    environment: 'builtin',
    asset,
    title,
    owner,
    status,
    summary,
    ...(cause === undefined ? {} : { cause }),
    since: minutesAgo(minutes),
    checked_at: minutesAgo(20),
    next_check_at: minutesAhead(4),
    policy: 'Built-in, every morning',
    policy_id: stubId(900),
    tags,
    panels,
    panels_failing: failing,
    record_id: stubId(800),
    strip: strip(tail),
  };
}

const THANOS = 'Datasource `thanos-eu` does not answer';
export const FAILING: HealthEntry[] = (
  [
    ['revenue-overview', 'Revenue overview', 'sales', 'F', 230, 9, 4],
    ['cash-position', 'Cash position', 'finance-bi', 'F', 230, 6, 6, ['finance']],
    ['sales-by-region', 'Sales by region', 'sales', 'WPPPPPPPPPPPF', 229, 7, 5],
    ['order-funnel', 'Order funnel', 'sales', 'F', 228, 8, 3],
    ['delivery-cost', 'Delivery cost EU', 'logistics', 'FPPPPPPPF', 228, 5, 5, ['ops']],
    ['refunds', 'Refunds and returns', 'finance-bi', 'WWWF', 227, 7, 4, ['finance']],
    ['basket', 'Basket size', 'sales', 'F', 227, 3, 1],
    ['campaigns', 'Campaign attribution', 'marketing', 'F', 226, 6, 1, ['marketing']],
    ['search-relevance', 'Search relevance', 'search', 'F', 226, 4, 2, ['search']],
    ['store-visits', 'Store visits', 'retail', 'F', 225, 5, 2, ['retail']],
    ['returns-by-reason', 'Returns by reason', 'finance-bi', 'F', 225, 4, 4, ['finance']],
  ] as Seed[]
).map((seed) => entry('FAIL', '`thanos-eu` does not answer', THANOS, seed));

const TIMEOUTS = (
  [
    ['checkout-latency', 'Checkout latency', 'platform', 'FF', 152, 6, 2, ['slo']],
    ['node-fleet', 'Node fleet', 'platform', 'F', 150, 12, 1, ['infra']],
  ] as Seed[]
).map((seed) => entry('FAIL', 'Queries run into the 10 s limit', 'Queries run into the 10 s limit', seed));
const ABSENT = [
  entry('FAIL', 'Metric `vllm:request_success_total` is absent', 'Metric `vllm:request_success_total` is absent', [
    'model-serving',
    'Model serving, ranker-v4',
    'ml-platform',
    'FFF',
    2 * DAY + 4 * HOUR,
    8,
    1,
    ['ml'],
  ]),
];
const SLOW = (
  [
    ['gross-margin', 'Gross margin', 'finance-bi', 'WWWWW', 4 * DAY + 4 * HOUR, 8, 0, ['finance']],
    ['stockouts', 'Stockouts by store', 'logistics', 'WWW', 4 * DAY, 5, 0, ['ops']],
  ] as Seed[]
).map((seed) => entry('WARN', 'Slower than 8 s', 'Slower than 8 s', seed));
const EMPTY = [
  entry('WARN', 'No data in the default range', 'No data in the default range', [
    'payment-failures',
    'Payment failures',
    'risk',
    'W',
    189,
    4,
    0,
    ['risk'],
  ]),
];

const HEALTHY = (
  [
    ['month-close', 'Month close', 'finance-bi', '', 6 * DAY, 7, 0, ['finance']],
    ['delivery-promise', 'Delivery promise', 'logistics', '', 9 * DAY, 5, 0, ['ops']],
    ['sales-targets', 'Sales targets', 'sales', '', 12 * DAY, 4, 0],
    ['http-overview', 'HTTP overview', 'platform', '', 21 * DAY, 11, 0, ['slo']],
    ['customer-cohorts', 'Customer cohorts', 'marketing', '', 3 * DAY, 6, 0, ['marketing']],
  ] as Seed[]
).map((seed) => entry('PASS', '', undefined, seed));
const RECOVERED: HealthEntry = {
  ...entry('PASS', '', undefined, [
    'supplier-lead-times',
    'Supplier lead times',
    'logistics',
    'FFP',
    61,
    6,
    0,
    ['ops'],
  ]),
  broken_for_seconds: 14 * 3600,
  recovered_at: minutesAgo(61),
};
const NEVER: HealthEntry = {
  environment: 'builtin',
  asset: 'sandbox',
  title: 'Sandbox',
  owner: 'm.okafor',
  status: 'UNKNOWN',
  summary: 'never checked',
  tags: [],
  strip: [],
};

export const ENTRIES: HealthEntry[] = [
  ...FAILING,
  ...TIMEOUTS,
  ...ABSENT,
  ...SLOW,
  ...EMPTY,
  NEVER,
  RECOVERED,
  ...HEALTHY,
];

export function countsOf(entries: readonly HealthEntry[]): Schemas['HealthCounts'] {
  const count = (status: HealthStatus): number => entries.filter((candidate) => candidate.status === status).length;
  return { pass: count('PASS'), warn: count('WARN'), fail: count('FAIL'), unknown: count('UNKNOWN') };
}

function cause(key: string, code: string, subject: string, assets: HealthEntry[], isNew: boolean): HealthCause {
  const [first] = assets;
  return {
    key,
    status: first?.status ?? 'UNKNOWN',
    code,
    sentence: first?.cause ?? '',
    subject,
    environments: ['builtin'],
    count: assets.length,
    since: first?.since ?? minutesAgo(0),
    is_new: isNew,
    assets,
  };
}

export const CAUSES: HealthCause[] = [
  cause('source_unreachable|thanos-eu', 'source_unreachable', 'thanos-eu', FAILING, true),
  cause('query_timeout|', 'query_timeout', '', TIMEOUTS, true),
  cause('metric_missing|vllm', 'metric_missing', 'vllm:request_success_total', ABSENT, false),
  cause('slow|', 'slow', '', SLOW, false),
  cause('no_data|', 'no_data', '', EMPTY, true),
];

export const TIMES = { last_checked_at: minutesAgo(2), next_check_at: minutesAhead(4), new_failing: 13 };

export const ENVIRONMENTS: Schemas['Environment'][] = [
  {
    id: 'builtin',
    display_name: 'Built-in',
    kind: 'builtin',
    counts: countsOf(ENTRIES),
    concurrency: 2,
    usual_check_seconds: 4.2,
    last_checked_at: minutesAgo(12),
  },
];

function facets(values: readonly string[]): Schemas['Facet'][] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count }));
}

export const OWNERS = facets(ENTRIES.flatMap((candidate) => candidate.owner ?? []));
export const TAGS = facets(ENTRIES.flatMap((candidate) => candidate.tags ?? []));
