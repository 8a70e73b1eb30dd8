import { describe, expect, it } from 'vitest';
import type { Policy, PolicyPreview } from './policy';
import {
  asClock,
  canPreview,
  controlOf,
  copyOfPolicy,
  formOfPolicy,
  formProblems,
  inputOfForm,
  isChanged,
  newPolicyForm,
  previewInput,
  serverProblems,
  toggleDay,
} from './policy-form';
import {
  coverageWord,
  daysWord,
  policiesSentence,
  policyDeletionLines,
  scheduleWord,
  windowResult,
  windowWord,
} from './policy-words';
import { firstWindowLine, planSentence, planSubline, spacingWord } from './plan-words';
import { ruleChips, ruleSentence, withoutChip } from './rule-words';

const NOW = new Date('2026-11-20T08:42:10Z');
const window_ = {
  date: '2026-11-21',
  starts_at: '2026-11-21T01:00:00Z',
  ends_at: '2026-11-21T03:00:00Z',
  checks: 214,
  spacing_seconds: 33,
  state: 'planned' as const,
};
const policy: Policy = {
  id: '00000000-0000-7000-8000-000000000001',
  name: 'Prod, every night',
  description: '',
  active: true,
  environment: 'builtin',
  assets: { kind: 'rule', states: ['active'], tags: ['finance'], not_tags: ['archive'] },
  days: [6, 0, 1],
  window_start: '02:00',
  window_end: '04:00',
  time_zone: 'Europe/Berlin',
  checks: { queries: true, query_seconds: 12, structure: false, content: 'fail', speed: true, slow_seconds: 5 },
  notify: { when: 'fail_only', owners: false, channels: [{ type: 'webhook', target: 'x' }] },
  revision: 3,
  created_at: '2026-11-01T00:00:00Z',
  updated_at: '2026-11-01T00:00:00Z',
  coverage: 12,
  coverage_total: 14,
  next_window: window_,
};

describe('the form', () => {
  it('gives back what it was made of', () => {
    const input = inputOfForm(formOfPolicy(policy), policy);
    expect(input).toMatchObject({
      name: policy.name,
      days: [0, 1, 6],
      assets: policy.assets,
      checks: policy.checks,
      notify: policy.notify,
      revision: 3,
    });
  });

  it('sends a list or a rule, never both', () => {
    const form = { ...newPolicyForm('UTC'), name: 'a', chosenBy: 'list' as const, names: ['x'], tags: ['y'] };
    expect(inputOfForm(form).assets).toEqual({ kind: 'list', names: ['x'] });
  });

  it('copies under another name and paused', () => {
    expect(copyOfPolicy(policy)).toMatchObject({ name: 'Prod, every night, copy', active: false });
    expect(copyOfPolicy({ ...policy, name: 'x'.repeat(100) }).name).toHaveLength(100);
  });

  it('knows what is wrong before the server does', () => {
    expect(formProblems({ ...newPolicyForm('UTC'), name: 'a' })).toEqual({});
    const wrong = {
      ...newPolicyForm('Moon/Base'),
      days: [],
      from: '25:00',
      to: '7',
      querySeconds: '90',
      slowSeconds: '',
      chosenBy: 'list' as const,
    };
    expect(Object.keys(formProblems(wrong)).sort()).toEqual([
      'assets',
      'days',
      'from',
      'name',
      'querySeconds',
      'slowSeconds',
      'to',
      'zone',
    ]);
    expect(formProblems({ ...newPolicyForm('UTC'), name: 'a', to: '05:00' }).to).toBe(
      'The window is empty: end it later than it begins',
    );
  });

  it('does not ask for seconds of a check that is off', () => {
    expect(formProblems({ ...newPolicyForm('UTC'), name: 'a', speed: false, slowSeconds: '' })).toEqual({});
  });

  it('can be previewed without a name, and the name is not kept', () => {
    const form = newPolicyForm('UTC');
    expect(canPreview(form)).toBe(true);
    expect(previewInput(form).name).toBe('preview');
    expect(canPreview({ ...form, days: [] })).toBe(false);
  });

  it.each([
    ['5', '05:00'],
    ['530', '05:30'],
    ['5.30', '05:30'],
    ['17:05', '17:05'],
    ['24', '24'],
    ['noon', 'noon'],
  ])('reads %s as %s', (typed, clock) => {
    expect(asClock(typed)).toBe(clock);
  });

  it('knows whether something was changed', () => {
    const form = formOfPolicy(policy);
    expect(isChanged({ ...form }, form)).toBe(false);
    expect(isChanged({ ...form, name: 'x' }, form)).toBe(true);
    expect(toggleDay(toggleDay([1, 2], 0), 2)).toEqual([0, 1]);
  });
});

describe('problems of the server', () => {
  it.each([
    ['window_start', 'from'],
    ['assets.names[3]', 'assets'],
    ['checks.query_seconds', 'querySeconds'],
    ['checks.content', 'checks'],
    ['notify.channels.0.type', 'notify'],
    ['body.name', 'name'],
    ['moon', undefined],
  ])('%s stands at %s', (field, control) => {
    expect(controlOf(field)).toBe(control);
  });

  it('are never lost', () => {
    expect(
      serverProblems([
        { field: 'name', message: 'a' },
        { field: 'name', message: 'b' },
        { field: 'moon', message: 'c' },
      ]),
    ).toEqual({
      problems: { name: 'A. B' },
      rest: ['moon: c'],
    });
  });
});

describe('the words of a policy', () => {
  it.each([
    [[0, 1, 2, 3, 4, 5, 6], 'every day'],
    [[5, 4, 3, 2, 1], 'workdays'],
    [[6, 0], 'weekends'],
    [[0, 3, 1], 'Mon, Wed, Sun'],
  ])('%j is %s', (days, word) => {
    expect(daysWord(days)).toBe(word);
  });

  it('say schedule, window and coverage', () => {
    expect(scheduleWord({ ...policy, days: [1, 2, 3, 4, 5] })).toBe('workdays, 02:00 to 04:00, Europe/Berlin');
    expect(windowWord(window_, NOW, 'Europe/Berlin')).toBe('Sat 02:00 to 04:00');
    expect(windowWord({ ...window_, starts_at: '2026-12-21T01:00:00Z' }, NOW, 'Europe/Berlin')).toBe(
      '21 Dec, 02:00 to 04:00',
    );
    expect(coverageWord(policy)).toBe('12 of 14 dashboards');
  });

  it('say what came of a window', () => {
    expect(windowResult({ ...window_, state: 'done', late: 18 })).toEqual({
      glyph: 'warning',
      text: '214 checks, 18 late',
    });
    expect(windowResult({ ...window_, state: 'missed' }).text).toBe('missed');
  });

  it('answer on the list and before a deletion', () => {
    expect(policiesSentence([], NOW)).toBe('No policy checks dashboards yet');
    expect(policiesSentence([policy], NOW, 'Europe/Berlin')).toBe('1 active policy, the next window starts Sat 02:00');
    const open = { ...window_, ends_at: new Date(NOW.getTime() + 600_000).toISOString(), state: 'running' as const };
    expect(policiesSentence([{ ...policy, last_window: open }], NOW)).toMatch(/, a window is open until .*, the next/);
    expect(policiesSentence([{ ...policy, active: false }], NOW)).toBe('1 policy, none active');
    expect(policyDeletionLines(policy, NOW, 'Europe/Berlin')[0]).toBe(
      'the window Sat 02:00 to 04:00 with 214 checks, and all after it',
    );
  });
});

describe('the plan', () => {
  const preview: PolicyPreview = {
    checks: 214,
    spacing_seconds: 33.6,
    first_at: '2026-11-21T01:00:19Z',
    last_at: '2026-11-21T02:59:46Z',
    usual_check_seconds: 28,
    concurrency: 2,
    windows: [window_],
    density: {
      starts_at: '2026-11-21T00:30:00Z',
      bucket_seconds: 300,
      ceiling: 4.3,
      own: [0, 2, 5],
      others: [0, 1, 1],
      other_policies: 2,
    },
    warnings: [],
  };

  it('has words', () => {
    expect(planSentence(preview)).toBe('214 checks, one every 34 s');
    expect(planSentence({ ...preview, checks: 0 })).toBe('No dashboard matches');
    expect(planSubline(preview, 'Europe/Berlin')).toBe(
      'First 02:00:19, last 03:59:46. A usual check takes 28 s, 2 run at a time.',
    );
    expect(firstWindowLine(preview, true, NOW, 'Europe/Berlin')).toBe(
      'Nothing is checked before you save. First window: Sat 21 Nov, 02:00.',
    );
    expect(firstWindowLine(undefined, false, NOW)).toBe('What has not started follows the change at once.');
    expect([0.155, 1.5, 33, 120].map(spacingWord)).toEqual(['155 ms', '1.5 s', '33 s', '2 m']);
  });
});

describe('the rule', () => {
  const rule = { states: ['active' as const], tags: ['finance'], notTags: ['archive'] };

  it('is chips and a sentence', () => {
    expect(ruleChips(rule).map((chip) => `${chip.label} ${chip.value}`)).toEqual([
      'State active',
      'Tag finance',
      'Not tag archive',
    ]);
    expect(ruleSentence(rule)).toBe('all active dashboards with tag finance, not archive');
    expect(withoutChip(rule, 'not:archive').notTags).toEqual([]);
    expect(withoutChip({ ...rule, tags: ['a:b'] }, 'tag:a:b').tags).toEqual([]);
  });
});
