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
};

function totalOf({ pass, warn, fail, unknown }: Schema<'HealthCounts'>): number {
  return pass + warn + fail + unknown;
}

function isDone(name: StepName, { causes, preferences, project }: Facts): boolean {
  switch (name) {
    case 'see':
      return (preferences.recents ?? []).some((recent) => recent.project === project);
    case 'check':
      return causes.last_checked_at !== undefined;
    case 'build':
      return totalOf(causes.counts) > 1;
  }
}

const ORDER: readonly StepName[] = ['see', 'check', 'build'];

/** The three first steps by what is really so; the first that is not done is the next one. */
export function startSteps(facts: Facts): Step[] {
  const next = ORDER.find((name) => !isDone(name, facts));
  return ORDER.map((name) => ({ name, state: isDone(name, facts) ? 'done' : name === next ? 'next' : 'later' }));
}

/** Whether Home begins: nobody has checked and built yet, nothing fails, and the person did not hide the steps. */
export function isStart(facts: Facts): boolean {
  if (facts.preferences.start_hidden === true || facts.causes.counts.fail > 0) return false;
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
