import type { Schema } from '@/api/client';
import { counted } from '@/lib/numbers';

/** The dashboard of Dashkeep itself, which a new instance has. */
export const SELF = 'dashkeep';

export type StepName = 'see' | 'check' | 'build';
export type Step = { name: StepName; state: 'done' | 'next' | 'later' };

type Facts = {
  causes: Pick<Schema<'HealthCauses'>, 'counts' | 'last_checked_at'>;
  /** What the person keeps: what they opened, and whether they hid the steps. */
  preferences: Pick<Schema<'Preferences'>, 'recents' | 'start_hidden'>;
  project: string;
  /** Whether the project has the dashboard of Dashkeep itself. */
  hasSelf: boolean;
};

/** A project with more dashboards of its own has begun long ago. */
const MOST_OWN = 5;

function totalOf({ pass, warn, fail, unknown }: Schema<'HealthCounts'>): number {
  return pass + warn + fail + unknown;
}

function ownOf({ causes, hasSelf }: Pick<Facts, 'causes' | 'hasSelf'>): number {
  return totalOf(causes.counts) - (hasSelf ? 1 : 0);
}

function isDone(name: StepName, facts: Facts): boolean {
  const { causes, preferences, project } = facts;
  switch (name) {
    case 'see':
      return (preferences.recents ?? []).some((recent) => recent.project === project);
    case 'check':
      return causes.last_checked_at !== undefined;
    case 'build':
      return ownOf(facts) > 0;
  }
}

const ORDER: readonly StepName[] = ['see', 'check', 'build'];

/** The three first steps by what is really so; the first that is not done is the next one. */
export function startSteps(facts: Facts): Step[] {
  const next = ORDER.find((name) => !isDone(name, facts));
  return ORDER.map((name) => ({ name, state: isDone(name, facts) ? 'done' : name === next ? 'next' : 'later' }));
}

/** Whether Home may begin, before it is known what is there: nothing fails, and the person did not hide the steps. */
export function mayStart({ causes, preferences }: Pick<Facts, 'causes' | 'preferences'>): boolean {
  return preferences.start_hidden !== true && causes.counts.fail === 0 && totalOf(causes.counts) <= MOST_OWN + 1;
}

/**
 * Whether Home begins: nobody has checked and built yet, and the charts of Dashkeep itself are there to be seen, or
 * nothing is.
 */
export function isStart(facts: Facts): boolean {
  if (!mayStart(facts) || ownOf(facts) > MOST_OWN) return false;
  if (!facts.hasSelf && totalOf(facts.causes.counts) > 0) return false;
  return !(isDone('check', facts) && isDone('build', facts));
}

/** '1 dashboard is live, not checked yet' */
export function startSentence({ counts, last_checked_at: checked }: Facts['causes']): string {
  const total = totalOf(counts);
  if (total === 0) return 'Dashkeep runs, and has no dashboard yet';
  const live = `${counted(total, 'dashboard')} ${total === 1 ? 'is' : 'are'} live`;
  if (checked === undefined) return `${live}, not checked yet`;
  if (counts.pass === total) return total === 1 ? `${live} and healthy` : `${live}, all healthy`;
  return `${live}, ${counts.pass} of them healthy`;
}
