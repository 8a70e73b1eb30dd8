import type { DashboardState } from './policy';
import type { PolicyForm } from './policy-form';

/** One condition of a rule, as a chip shows it. */
export type RuleChip = { key: string; label: string; value: string };

const STATE_WORDS: Record<DashboardState, string> = { draft: 'drafts', active: 'active' };

/** The conditions of the rule; at least one state always stands there. */
export function ruleChips(form: Pick<PolicyForm, 'states' | 'tags' | 'notTags'>): RuleChip[] {
  return [
    ...form.states.map((state) => ({ key: `state:${state}`, label: 'State', value: STATE_WORDS[state] })),
    ...form.tags.map((tag) => ({ key: `tag:${tag}`, label: 'Tag', value: tag })),
    ...form.notTags.map((tag) => ({ key: `not:${tag}`, label: 'Not tag', value: tag })),
  ];
}

type Rule = Pick<PolicyForm, 'states' | 'tags' | 'notTags'>;

/** The rule without one of its chips. */
export function withoutChip(rule: Rule, key: string): Rule {
  const [kind, ...rest] = key.split(':');
  const value = rest.join(':');
  switch (kind) {
    case 'state':
      return { ...rule, states: rule.states.filter((state) => state !== value) };
    case 'tag':
      return { ...rule, tags: rule.tags.filter((tag) => tag !== value) };
    case 'not':
      return { ...rule, notTags: rule.notTags.filter((tag) => tag !== value) };
    default:
      return rule;
  }
}

/** 'all active dashboards with tag finance, not archive' for people who list policies. */
export function ruleSentence(rule: Rule): string {
  const states =
    rule.states.length === 2 || rule.states.length === 0
      ? 'all dashboards'
      : `all ${STATE_WORDS[rule.states[0] ?? 'active']}${rule.states[0] === 'active' ? ' dashboards' : ''}`;
  const tags = rule.tags.length === 0 ? '' : ` with tag ${rule.tags.join(' or ')}`;
  const not = rule.notTags.length === 0 ? '' : `, not ${rule.notTags.join(' or ')}`;
  return `${states}${tags}${not}`;
}
