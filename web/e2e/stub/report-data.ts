import type { components } from '../../src/api/schema.gen';
import { minutesAgo, stubId } from './clock';
import { ENTRIES, FAILING } from './health-data';

type Schemas = components['schemas'];
type HealthStatus = Schemas['HealthStatus'];

const DAY = 24 * 60;

function panel(title: string, kind: string, status: HealthStatus, result: string, ms?: number): Schemas['PanelResult'] {
  return {
    key: title,
    title,
    kind,
    status,
    result,
    ...(ms === undefined ? {} : { duration_ms: ms }),
    last_good_at: status === 'PASS' ? minutesAgo(20) : minutesAgo(1640),
  };
}

export function reportOf(asset: string): Schemas['HealthReport'] | undefined {
  const found = ENTRIES.find((candidate) => candidate.asset === asset);
  if (!found) return undefined;
  if (found.strip.length === 0)
    return { entry: found, history: [], history_counts: { pass: 0, warn: 0, fail: 0, unknown: 0 }, same_cause: [] };
  const history = Array.from({ length: 90 }, (_, index): Schemas['RecordEntry'] => {
    const at = minutesAgo((89 - index) * DAY + 170);
    const status: HealthStatus =
      index === 89
        ? found.status
        : index === 31 || index === 32 || index === 72
          ? 'WARN'
          : index === 53
            ? 'UNKNOWN'
            : 'PASS';
    return {
      id: stubId(1000 + index),
      status,
      summary: status === 'PASS' ? '' : found.summary || 'slow',
      run_id: stubId(700),
      dashboard_version: 12,
      started_at: at,
      finished_at: at,
    };
  });
  const isFailing = found.status === 'FAIL';
  const record: Schemas['ValidationRecord'] = {
    id: stubId(1089),
    environment: 'builtin',
    asset,
    status: found.status,
    summary: isFailing ? `4 of 9 panels have no answer from datasource \`thanos-eu\`` : found.summary,
    issues: isFailing
      ? [
          {
            severity: 'FAIL',
            code: 'source_unreachable',
            message: 'Get "https://thanos-eu/api/v1/query_range": dial tcp 10.0.4.7:443: connect: connection timed out',
            location: { panel: 'Revenue today', datasource: 'thanos-eu' },
          },
        ]
      : [],
    panels: isFailing
      ? [
          panel('Revenue today', 'StatChart', 'FAIL', '`thanos-eu` does not answer', 10_000),
          panel('Revenue by channel', 'TimeSeriesChart', 'FAIL', '`thanos-eu` does not answer', 10_000),
          panel('Top 20 products', 'Table', 'FAIL', '`thanos-eu` does not answer', 10_000),
          panel('Basket size', 'HistogramChart', 'FAIL', 'not tried: same datasource, counted as failed'),
          panel('Targets', 'Table', 'PASS', '12 series', 400),
          panel('Revenue US', 'TimeSeriesChart', 'PASS', '720 series', 2100),
          panel('Orders US', 'TimeSeriesChart', 'PASS', '720 series', 1300),
          panel('Currency rates', 'Table', 'PASS', '31 series', 200),
          panel('Notes', 'Markdown', 'PASS', 'no query'),
        ]
      : [panel('Targets', 'Table', 'PASS', '12 series', 400), panel('Notes', 'Markdown', 'PASS', 'no query')],
    steps: [
      { name: 'Reachable', state: 'pass', text: '3 of 4 datasources answered' },
      { name: 'Structure', state: 'pass', text: '9 panels, 2 variables, 4 datasources, all found' },
      { name: 'Metrics', state: 'pass', text: '61 of 61 metrics exist' },
      {
        name: 'Queries',
        state: isFailing ? 'fail' : 'pass',
        text: isFailing ? '4 of 9 panels have no answer from thanos-eu' : 'all answered',
      },
      { name: 'Content', state: 'skipped', text: 'not tried for the 4 panels' },
      { name: 'Speed', state: 'pass', text: '5 answered panels, slowest 2.1 s, limit 8 s' },
    ],
    policy: 'Built-in, every morning',
    policy_id: stubId(900),
    run_id: stubId(700),
    dashboard_version: 14,
    started_at: minutesAgo(230),
    finished_at: minutesAgo(229.5),
    attempts: 2,
  };
  return {
    entry: found,
    record,
    history,
    history_counts: { pass: 85, warn: 3, fail: isFailing ? 1 : 0, unknown: 1 },
    last_good_at: minutesAgo(1640),
    changed: isFailing
      ? [
          { what: 'Dashboard', text: 'changed by m.okafor Thu 21:40', from_version: 12, to_version: 14 },
          { what: 'Datasource', text: '`thanos-eu` address changed Thu 21:40 by a.haddad' },
        ]
      : [],
    same_cause: FAILING.filter((candidate) => candidate.asset !== asset && candidate.cause === found.cause),
  };
}
