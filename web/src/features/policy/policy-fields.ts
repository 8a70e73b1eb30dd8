import type { PolicyForm, PolicyProblems } from './policy-form';

/** What every part of the form takes. */
export type PolicyFieldsProps = {
  form: PolicyForm;
  change: (change: Partial<PolicyForm>) => void;
  problems: PolicyProblems;
};
