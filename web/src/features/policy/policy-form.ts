import { isTimeZone } from '@/lib/time';
import type { ContentRule, DashboardState, NotifyWhen, Policy, PolicyInput } from './policy';

/** What the editor holds: texts as they are typed, so that nothing typed is ever lost or changed. */
export type PolicyForm = {
  name: string;
  description: string;
  active: boolean;
  environment: string;
  chosenBy: 'rule' | 'list';
  states: readonly DashboardState[];
  tags: readonly string[];
  notTags: readonly string[];
  names: readonly string[];
  /** 0 is Sunday. */
  days: readonly number[];
  from: string;
  to: string;
  zone: string;
  queries: boolean;
  querySeconds: string;
  structure: boolean;
  content: ContentRule;
  speed: boolean;
  slowSeconds: string;
  when: NotifyWhen;
  owners: boolean;
};

export const EVERY_DAY: readonly number[] = [0, 1, 2, 3, 4, 5, 6];
const SECONDS_MIN = 1;
const SECONDS_MAX = 30;

/** A new policy: all active dashboards, every morning, with the usual checks. */
export function newPolicyForm(zone: string, environment = 'builtin'): PolicyForm {
  return {
    name: '',
    description: '',
    active: true,
    environment,
    chosenBy: 'rule',
    states: ['active'],
    tags: [],
    notTags: [],
    names: [],
    days: EVERY_DAY,
    from: '05:00',
    to: '07:00',
    zone,
    queries: true,
    querySeconds: '10',
    structure: true,
    content: 'warn',
    speed: true,
    slowSeconds: '8',
    when: 'on_change',
    owners: true,
  };
}

export function formOfPolicy(policy: Policy): PolicyForm {
  const { assets, checks, notify } = policy;
  return {
    name: policy.name,
    description: policy.description,
    active: policy.active,
    environment: policy.environment,
    chosenBy: assets.kind,
    states: assets.states ?? [],
    tags: assets.tags ?? [],
    notTags: assets.not_tags ?? [],
    names: assets.names ?? [],
    days: [...policy.days].sort((a, b) => a - b),
    from: policy.window_start,
    to: policy.window_end,
    zone: policy.time_zone,
    queries: checks.queries ?? true,
    querySeconds: String(checks.query_seconds ?? 10),
    structure: checks.structure ?? true,
    content: checks.content ?? 'warn',
    speed: checks.speed ?? true,
    slowSeconds: String(checks.slow_seconds ?? 8),
    when: notify.when ?? 'on_change',
    owners: notify.owners ?? true,
  };
}

/** 'Prod, every night' becomes 'Prod, every night, copy'. */
export function copyOfPolicy(policy: Policy): PolicyForm {
  const name = `${policy.name}, copy`.slice(0, 100);
  return { ...formOfPolicy(policy), name, active: false };
}

function seconds(text: string, usual: number): number {
  const value = Number(text.trim());
  return Number.isInteger(value) && value >= SECONDS_MIN && value <= SECONDS_MAX ? value : usual;
}

/** The request. What the form does not ask for (channels) is kept as it was. */
export function inputOfForm(form: PolicyForm, before?: Policy): PolicyInput {
  const description = form.description.trim();
  const channels = before?.notify.channels;
  return {
    name: form.name.trim(),
    ...(description === '' && !before ? {} : { description }),
    active: form.active,
    environment: form.environment,
    assets:
      form.chosenBy === 'list'
        ? { kind: 'list', names: [...form.names] }
        : { kind: 'rule', states: [...form.states], tags: [...form.tags], not_tags: [...form.notTags] },
    days: [...form.days],
    window_start: form.from,
    window_end: form.to,
    time_zone: form.zone,
    checks: {
      queries: form.queries,
      query_seconds: seconds(form.querySeconds, 10),
      structure: form.structure,
      content: form.content,
      speed: form.speed,
      slow_seconds: seconds(form.slowSeconds, 8),
    },
    notify: { when: form.when, owners: form.owners, ...(channels ? { channels } : {}) },
    ...(before ? { revision: before.revision } : {}),
  };
}

/** The controls at which a problem can stand. */
export type PolicyField =
  | 'name'
  | 'description'
  | 'environment'
  | 'assets'
  | 'days'
  | 'from'
  | 'to'
  | 'zone'
  | 'querySeconds'
  | 'slowSeconds'
  | 'checks'
  | 'notify';
export type PolicyProblems = Partial<Record<PolicyField, string>>;

const CLOCK = /^([01][0-9]|2[0-3]):[0-5][0-9]$/;

/** A time as people type it, as HH:MM: '5' is 05:00, '530' 05:30, '5.30' too. What is no time stays as it is. */
export function asClock(text: string): string {
  const match = /^(\d{1,2})(?:[:.h ]?(\d{2}))?$/.exec(text.trim());
  if (!match) return text.trim();
  const clock = `${(match[1] ?? '').padStart(2, '0')}:${match[2] ?? '00'}`;
  return CLOCK.test(clock) ? clock : text.trim();
}

function secondsProblem(isOn: boolean, text: string): string | undefined {
  if (!isOn) return undefined;
  const value = Number(text.trim());
  if (text.trim() === '' || !Number.isInteger(value)) return 'Give whole seconds, 1 to 30';
  return value < SECONDS_MIN || value > SECONDS_MAX ? 'Between 1 and 30 s' : undefined;
}

function nameProblem(name: string): string | undefined {
  if (name.trim() === '') return 'Give the policy a name';
  return name.trim().length > 100 ? 'At most 100 characters' : undefined;
}

function assetsProblem(form: PolicyForm): string | undefined {
  if (form.chosenBy === 'list') return form.names.length === 0 ? 'Choose at least one dashboard' : undefined;
  return form.states.length === 0 ? 'Choose drafts, active dashboards, or both' : undefined;
}

/** What can be known to be wrong without asking the server. */
export function formProblems(form: PolicyForm): PolicyProblems {
  const hasChecks = form.queries || form.structure || form.speed || form.content !== 'off';
  const problems: Record<PolicyField, string | undefined> = {
    name: nameProblem(form.name),
    description: form.description.length > 500 ? 'At most 500 characters' : undefined,
    environment: form.environment === '' ? 'Choose an environment' : undefined,
    assets: assetsProblem(form),
    days: form.days.length === 0 ? 'Choose at least one day' : undefined,
    from: CLOCK.test(form.from) ? undefined : 'Give a time as HH:MM',
    to: toProblem(form),
    zone: isTimeZone(form.zone) && form.zone !== '' ? undefined : 'Choose a time zone from the list',
    querySeconds: secondsProblem(form.queries, form.querySeconds),
    slowSeconds: secondsProblem(form.speed, form.slowSeconds),
    checks: hasChecks ? undefined : 'Choose at least one check',
    notify: undefined,
  };
  return Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem !== undefined));
}

function toProblem(form: PolicyForm): string | undefined {
  if (!CLOCK.test(form.to)) return 'Give a time as HH:MM';
  return form.from === form.to ? 'The window is empty: end it later than it begins' : undefined;
}

/** Whether a preview can be asked for: everything that the plan depends on is given. */
export function canPreview(form: PolicyForm): boolean {
  const problems = formProblems(form);
  const planFields: readonly PolicyField[] = [
    'environment',
    'assets',
    'days',
    'from',
    'to',
    'zone',
    'querySeconds',
    'slowSeconds',
  ];
  return planFields.every((field) => problems[field] === undefined);
}

/** A preview needs a name only because the contract does; nothing of it is kept. */
export function previewInput(form: PolicyForm, before?: Policy): PolicyInput {
  const input = inputOfForm(form, before);
  return { ...input, name: input.name === '' ? 'preview' : input.name.slice(0, 100), description: '' };
}

export function isChanged(form: PolicyForm, start: PolicyForm): boolean {
  return JSON.stringify(form) !== JSON.stringify(start);
}

const SERVER_FIELDS: readonly (readonly [prefix: string, field: PolicyField])[] = [
  ['name', 'name'],
  ['description', 'description'],
  ['environment', 'environment'],
  ['assets', 'assets'],
  ['days', 'days'],
  ['window_start', 'from'],
  ['window_end', 'to'],
  ['time_zone', 'zone'],
  ['checks.query_seconds', 'querySeconds'],
  ['checks.slow_seconds', 'slowSeconds'],
  ['checks', 'checks'],
  ['notify', 'notify'],
];

/** Which control a field of the contract belongs to; undefined when none shows it. */
export function controlOf(field: string): PolicyField | undefined {
  const name = field.replace(/^body\./, '').replaceAll(/\[(\d+)\]/g, '.$1');
  return SERVER_FIELDS.find(([prefix]) => name === prefix || name.startsWith(`${prefix}.`))?.[1];
}

/** Messages about a field begin small, as they follow its name; beside the control they stand alone. */
function asSentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}

/** The problems that the server names, each at its control; what has none stays over. */
export function serverProblems(errors: readonly { field: string; message: string }[]): {
  problems: PolicyProblems;
  rest: string[];
} {
  const problems: PolicyProblems = {};
  const rest: string[] = [];
  for (const { field, message } of errors) {
    const control = controlOf(field);
    if (control === undefined) rest.push(field === '' ? message : `${field}: ${message}`);
    else
      problems[control] =
        problems[control] === undefined ? asSentence(message) : `${problems[control]}. ${asSentence(message)}`;
  }
  return { problems, rest };
}

/** Days with one added or taken out, in the order of the week. */
export function toggleDay(days: readonly number[], day: number): number[] {
  return days.includes(day) ? days.filter((other) => other !== day) : [...days, day].sort((a, b) => a - b);
}
