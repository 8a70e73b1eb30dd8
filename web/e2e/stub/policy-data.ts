import type { components } from '../../src/api/schema.gen';
import { minutesAgo, minutesAhead, stubId } from './clock';

type Schemas = components['schemas'];

function windowAt(
  minutes: number,
  state: Schemas['PolicyWindow']['state'],
  checks: number,
  late = 0,
): Schemas['PolicyWindow'] {
  const starts = minutesAhead(minutes);
  return {
    date: starts.slice(0, 10),
    starts_at: starts,
    ends_at: minutesAhead(minutes + 120),
    first_at: minutesAhead(minutes + 0.3),
    last_at: minutesAhead(minutes + 119.7),
    checks,
    spacing_seconds: checks === 0 ? 0 : 7200 / checks,
    late,
    state,
    run_id: stubId(9),
  };
}

function policy(number: number, name: string, fields: Partial<Schemas['Policy']>): Schemas['Policy'] {
  return {
    id: stubId(number),
    name,
    description: '',
    active: true,
    environment: 'builtin',
    assets: { kind: 'rule', states: ['active'], tags: [], not_tags: ['archive'] },
    days: [0, 1, 2, 3, 4, 5, 6],
    window_start: '05:00',
    window_end: '07:00',
    time_zone: 'Europe/Berlin',
    checks: { queries: true, query_seconds: 10, structure: true, content: 'warn', speed: true, slow_seconds: 8 },
    notify: { when: 'on_change', owners: true },
    revision: 3,
    created_at: minutesAgo(50_000),
    updated_at: minutesAgo(4000),
    updated_by: 'm.okafor',
    coverage: 20,
    coverage_total: 22,
    warnings: [],
    ...fields,
  };
}

export const POLICIES: Schemas['Policy'][] = [
  policy(900, 'Built-in, every morning', {
    next_window: windowAt(1160, 'planned', 20),
    last_window: windowAt(-280, 'done', 20),
  }),
  policy(901, 'Finance, workdays', {
    assets: { kind: 'rule', states: ['active'], tags: ['finance'], not_tags: [] },
    days: [1, 2, 3, 4, 5],
    window_start: '02:00',
    window_end: '02:30',
    coverage: 5,
    next_window: windowAt(4000, 'planned', 5, 2),
    last_window: windowAt(-460, 'done', 5, 2),
    warnings: [
      {
        code: 'tight',
        title: 'Tight from 02:00 to 02:15',
        text: '5.4 checks a minute are planned, the ceiling is 4.3. 2 checks start late.',
      },
    ],
  }),
  policy(902, 'Before the Monday meeting', {
    active: false,
    days: [1],
    assets: { kind: 'list', names: ['revenue-overview', 'cash-position'] },
    coverage: 2,
    last_window: windowAt(-5700, 'missed', 2),
  }),
];

export function preview(): Schemas['PolicyPreview'] {
  const own = Array.from({ length: 36 }, (_, index) => (index >= 6 && index < 30 ? 1.8 : 0));
  const others = Array.from({ length: 36 }, (_, index) =>
    index >= 12 && index < 18 ? 1 : index >= 18 && index < 21 ? 3.7 : index >= 21 && index < 24 ? 1 : 0,
  );
  return {
    checks: 214,
    assets: ['basket', 'campaigns', 'cash-position'],
    spacing_seconds: 33.6,
    first_at: '2026-11-21T01:00:19Z',
    last_at: '2026-11-21T02:59:46Z',
    usual_check_seconds: 28,
    concurrency: 2,
    windows: [0, 1, 2, 3].map((day) => ({ ...windowAt(978 + day * 1440, 'planned', 214, day === 1 ? 0 : 18) })),
    density: { starts_at: '2026-11-21T00:30:00Z', bucket_seconds: 300, ceiling: 4.3, own, others, other_policies: 2 },
    warnings: [
      {
        code: 'tight',
        title: 'Tight from 03:00 to 03:15',
        text: '5.4 checks a minute are planned, the ceiling is 4.3. 18 checks start late, the last by 4 min. All end inside the window.',
      },
      {
        code: 'short_day',
        title: 'Sun 28 Mar 2027 has no 02:00 to 03:00',
        text: 'Summer time starts. The window is 03:00 to 04:00: 214 checks, one every 16 s. Tight, but it fits.',
      },
    ],
  };
}
