import type { Page, Route } from 'playwright-core';
import { ENTRIES, CAUSES, countsOf, ENVIRONMENTS, OWNERS, TAGS, TIMES } from './health-data';
import { logLine } from './log-data';
import { POLICIES, preview } from './policy-data';
import { reportOf } from './report-data';
import { detailOf, items, RUNS, summary } from './run-data';
import { minutesAgo, STUB_NOW, stubId } from './clock';

export type StubOptions = {
  role?: 'owner' | 'manager' | 'operator' | 'readonly';
  theme?: 'light' | 'dark';
  logLines?: number;
  /** Answers of one's own, before the usual ones: return undefined to pass. */
  answer?: (method: string, path: string, query: URLSearchParams, body: unknown) => Answer | undefined;
};
export type Answer = { status?: number; json?: unknown; delayMs?: number };

const READ = [
  'project:read',
  'dashboard:read',
  'query:run',
  'datasource:read',
  'run:read',
  'health:read',
  'policy:read',
  'member:read',
];
const OPERATE = [...READ, 'dashboard:write', 'validation:start'];
const MANAGE = [...OPERATE, 'dashboard:purge', 'datasource:manage', 'health:delete', 'policy:manage'];
const PERMISSIONS = {
  readonly: READ,
  operator: OPERATE,
  manage: MANAGE,
  manager: MANAGE,
  owner: [...MANAGE, 'member:manage', 'project:manage'],
};

function preferencesOf({ theme = 'light' }: StubOptions): unknown {
  return {
    theme,
    time_zone: 'Europe/Berlin',
    seen_at: minutesAgo(938),
    favourites: [
      { project: 'commerce', name: 'checkout-latency' },
      { project: 'commerce', name: 'revenue-overview' },
      { project: 'commerce', name: 'stockouts' },
    ],
    saved_views: [{ name: 'My checks', page: 'runs', project: 'commerce', query: 'op=dashboard.validate&by=m.okafor' }],
  };
}

function me({ role = 'owner' }: StubOptions, preferences: unknown): unknown {
  return {
    user: {
      id: stubId(1),
      login: 'm.okafor',
      display_name: 'M. Okafor',
      admin: false,
      disabled: false,
      created_at: minutesAgo(9e5),
    },
    method: 'session',
    projects: [{ name: 'commerce', display_name: 'commerce', role, permissions: PERMISSIONS[role] }],
    preferences,
  };
}

function catalog(): unknown {
  const list = ENTRIES.map((entry) => ({
    name: entry.asset,
    display_name: entry.title,
    description: '',
    tags: entry.tags ?? [],
    state: 'active',
    owner: entry.owner,
    version: 4,
    created_at: minutesAgo(90_000),
    updated_at: minutesAgo(900),
    views_30d: 40,
    panels: entry.panels ?? 0,
    health: { status: entry.status, summary: entry.summary, strip: entry.strip, since: entry.since },
  }));
  return {
    items: list,
    counts: { matching: list.length, live: list.length, draft: 1, active: list.length - 1, archived: 0 },
    tags: TAGS,
    owners: OWNERS,
  };
}

function logs(query: URLSearchParams, lines: number, complete: boolean): unknown {
  const limit = Number(query.get('limit') ?? 200);
  const levels = query.getAll('level');
  const item = query.get('item');
  const fits = (seq: number): boolean => {
    const line = logLine(seq);
    return (levels.length === 0 || levels.includes(line.level)) && (item === null || line.item === Number(item));
  };
  const found: number[] = [];
  if (query.has('before')) {
    for (let seq = Math.min(lines, Number(query.get('before')) - 1); seq >= 1 && found.length < limit; seq -= 1)
      if (fits(seq)) found.unshift(seq);
  } else {
    for (let seq = Number(query.get('after') ?? 0) + 1; seq <= lines && found.length < limit; seq += 1)
      if (fits(seq)) found.push(seq);
  }
  return { lines: found.map(logLine), first_seq: lines === 0 ? 0 : 1, last_seq: lines, complete };
}

function search(query: URLSearchParams, lines: number): unknown {
  const needle = (query.get('q') ?? '').toLowerCase();
  const seqs: number[] = [];
  for (let seq = 1; seq <= lines; seq += 1) if (logLine(seq).message.toLowerCase().includes(needle)) seqs.push(seq);
  return { total: seqs.length, seqs: seqs.slice(0, 10_000) };
}

function runAnswer(path: string, query: URLSearchParams, lines: number): Answer | undefined {
  if (path === '/runs') {
    const statuses = query.getAll('status');
    const found = RUNS.filter(
      (run) =>
        (statuses.length === 0 || statuses.includes(run.status)) &&
        run.title.toLowerCase().includes((query.get('q') ?? '').toLowerCase()),
    );
    return { json: { items: found, next_cursor: statuses.length === 0 ? 'more' : undefined } };
  }
  if (path === '/runs/summary') return { json: summary(Number(query.get('buckets') ?? 96)) };
  const [, id = '', rest = ''] = /^\/runs\/([^/]+)(.*)$/.exec(path) ?? [];
  const isComplete = RUNS.find((run) => run.id === id)?.finished_at !== undefined;
  switch (rest) {
    case '': {
      const detail = detailOf(id, lines);
      return detail ? { json: detail } : { status: 404 };
    }
    case '/items': {
      const statuses = query.getAll('status');
      const found = items().filter((item) => statuses.length === 0 || statuses.includes(item.status));
      return { json: { items: found, total: found.length } };
    }
    case '/logs':
      return { json: logs(query, lines, isComplete) };
    case '/logs/search':
      return { json: search(query, lines) };
    default:
      return undefined;
  }
}

function healthAnswer(method: string, path: string, query: URLSearchParams): Answer | undefined {
  if (path === '/health/causes') return { json: { counts: countsOf(ENTRIES), causes: CAUSES, ...TIMES } };
  if (path === '/health') {
    const statuses = query.getAll('status');
    const owner = query.get('owner');
    const text = (query.get('q') ?? '').toLowerCase();
    const found = ENTRIES.filter(
      (entry) =>
        (statuses.length === 0 || statuses.includes(entry.status)) &&
        (owner === null || entry.owner === owner) &&
        `${entry.title} ${entry.owner ?? ''}`.toLowerCase().includes(text),
    );
    return {
      json: {
        items: found,
        counts: countsOf(ENTRIES),
        total: found.length,
        environments: ENVIRONMENTS,
        tags: TAGS,
        owners: OWNERS,
        ...TIMES,
      },
    };
  }
  const [, asset = '', rest = ''] = /^\/health\/builtin\/([^/]+)(.*)$/.exec(path) ?? [];
  if (asset === '') return undefined;
  if (method === 'DELETE') return { status: 204 };
  const report = reportOf(asset);
  if (!report) return { status: 404 };
  if (rest === '') return { json: report };
  const [, record] = /^\/records\/(.+)$/.exec(rest) ?? [];
  const entry = report.history.find((candidate) => candidate.id === record);
  return entry && report.record
    ? { json: { ...report.record, ...entry, summary: entry.summary } }
    : { json: { items: report.history } };
}

function policyAnswer(method: string, path: string): Answer | undefined {
  if (path === '/policies' && method === 'GET') return { json: POLICIES };
  if (path === '/policies') return { status: 201, json: POLICIES[0] };
  if (path === '/policies/preview') return { json: preview() };
  const [, id, rest] = /^\/policies\/([^/]+)(.*)$/.exec(path) ?? [];
  const found = POLICIES.find((policy) => policy.id === id);
  if (!found) return id === undefined ? undefined : { status: 404 };
  if (rest === '/run') return { status: 202, json: { id: stubId(4), url: '', created: true, status: 'queued' } };
  return method === 'DELETE' ? { status: 204 } : { json: found };
}

function projectAnswer(method: string, path: string, query: URLSearchParams, options: StubOptions): Answer | undefined {
  if (path === '/badges')
    return { json: { failing: 14, warning: 3, unknown: 1, healthy: 6, running: 3, awaiting_input: 1, worst: 'FAIL' } };
  if (path === '/environments') return { json: ENVIRONMENTS };
  if (path === '/catalog') return { json: catalog() };
  if (path === '/members')
    return { json: [{ login: 's.brandt', display_name: 'S. Brandt', role: 'owner', since: minutesAgo(9e4) }] };
  if (path === '/validations')
    return { status: 202, json: { id: stubId(4), url: '', created: true, status: 'queued' } };
  if (path.startsWith('/runs')) return runAnswer(path, query, options.logLines ?? 412);
  if (path.startsWith('/health')) return healthAnswer(method, path, query);
  if (path.startsWith('/policies')) return policyAnswer(method, path);
  return undefined;
}

function problem(status: number): unknown {
  const code = status === 404 ? 'not_found' : 'internal';
  return {
    type: 'about:blank',
    title: code,
    status,
    detail: '',
    code,
    message: status === 404 ? 'It is not there' : 'Something went wrong',
    request_id: '7f3a90c2-0000',
  };
}

async function fulfil(route: Route, answer: Answer): Promise<void> {
  if (answer.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, answer.delayMs));
  const status = answer.status ?? 200;
  const isProblem = status >= 400;
  const json = answer.json ?? (isProblem ? problem(status) : undefined);
  await route.fulfill({
    status,
    contentType: isProblem ? 'application/problem+json' : 'application/json',
    body: json === undefined ? '' : JSON.stringify(json),
  });
}

/** Answers every call of the API from memory, and stops the clock of the page at the moment of the pictures. */
export async function stubServer(page: Page, options: StubOptions = {}): Promise<void> {
  await page.clock.setFixedTime(STUB_NOW);
  let preferences = preferencesOf(options);
  await page.route('**/api/v1/**', async (route) => {
    const request = route.request();
    const { pathname, searchParams } = new URL(request.url());
    const method = request.method();
    if (pathname.endsWith('/events'))
      return route.fulfill({ status: 200, contentType: 'text/event-stream', body: ': open\nretry: 60000\n\n' });
    const own = options.answer?.(method, pathname, searchParams, request.postDataJSON());
    if (own) return fulfil(route, own);
    if (pathname === '/api/v1/me') return fulfil(route, { json: me(options, preferences) });
    if (pathname === '/api/v1/preferences') {
      if (method === 'PUT') preferences = request.postDataJSON();
      return fulfil(route, { json: preferences });
    }
    const inProject = /^\/api\/v1\/projects\/commerce(\/.*)$/.exec(pathname)?.[1];
    const answer = inProject === undefined ? undefined : projectAnswer(method, inProject, searchParams, options);
    return fulfil(route, answer ?? { status: 404 });
  });
}
