import { useRef, useState, type RefObject } from 'react';
import { useNavigate } from 'react-router-dom';
import type { UseQueryResult } from '@tanstack/react-query';
import { isApiError } from '@/api/api-error';
import { toFailure } from '@/lib/failure';
import { leaveUnasked, useUnsavedWork } from '@/lib/unsaved-work';
import { usePendingAction } from '@/lib/use-pending-action';
import type { Policy, PolicyPreview } from './policy';
import { usePolicyPreview, useSavePolicy } from './policy-data';
import {
  canPreview,
  formProblems,
  inputOfForm,
  isChanged,
  previewInput,
  serverProblems,
  type PolicyField,
  type PolicyForm,
  type PolicyProblems,
} from './policy-form';

export type PolicyEditorState = {
  form: PolicyForm;
  change: (change: Partial<PolicyForm>) => void;
  /** What stands at the fields: what people see is wrong, and what the server said. */
  problems: PolicyProblems;
  /** What belongs to no field. */
  refusal: string | undefined;
  /** Somebody else changed the policy since it was opened. */
  isConflict: boolean;
  preview: UseQueryResult<PolicyPreview>;
  canPlan: boolean;
  save: () => void;
  isSaving: boolean;
  formRef: RefObject<HTMLFormElement>;
};

/** Which control a changed part of the form belongs to, where the names differ. */
const CONTROLS: Partial<Record<keyof PolicyForm, PolicyField>> = {
  states: 'assets',
  tags: 'assets',
  notTags: 'assets',
  names: 'assets',
  chosenBy: 'assets',
  queries: 'checks',
  structure: 'checks',
  content: 'checks',
  speed: 'checks',
};

function touchedFields(form: PolicyForm, start: PolicyForm): ReadonlySet<string> {
  const keys = Object.keys(form).filter((key): key is keyof PolicyForm => key in start);
  return new Set(keys.filter((key) => form[key] !== start[key]).map((key) => CONTROLS[key] ?? key));
}

/** The editor's state: nothing that was typed is lost, by an error, a conflict or a wrong click. */
export function usePolicyEditor(project: string, start: PolicyForm, policy: Policy | undefined): PolicyEditorState {
  const [form, setForm] = useState(start);
  const [attempts, setAttempts] = useState(0);
  const hasTried = attempts > 0;
  const formRef = useRef<HTMLFormElement>(null);
  const navigate = useNavigate();
  const save = useSavePolicy(project, policy?.id);
  const canPlan = canPreview(form);
  const preview = usePolicyPreview(project, policy?.id, canPlan ? previewInput(form, policy) : undefined);

  useUnsavedWork(isChanged(form, start), {
    lost: 'What you changed in this policy is lost.',
    lose: 'Leave, lose the changes',
  });

  const own = formProblems(form);
  const touched = touchedFields(form, start);
  const visible = Object.fromEntries(Object.entries(own).filter(([field]) => hasTried || touched.has(field)));
  const saveError = isApiError(save.error) ? save.error : undefined;
  const planError = isApiError(preview.error) && canPlan ? preview.error : undefined;
  const saving = serverProblems(saveError?.errors ?? []);
  const planning = serverProblems(planError?.errors ?? []);
  const problems: PolicyProblems = { ...planning.problems, ...saving.problems, ...visible };
  const hasFields = Object.keys(saving.problems).length > 0;
  const refusal =
    save.error && (!hasFields || saving.rest.length > 0)
      ? saving.rest.join('. ') || toFailure(save.error).message
      : undefined;

  // An attempt to save and a refusal lead to what is wrong, once it is drawn; what changes while somebody types leaves the
  // focus there.
  const leading = usePendingAction<number | 'refusal'>((cause) => {
    const isDrawn = cause === 'refusal' ? save.error !== null : attempts >= cause;
    if (isDrawn) formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    return isDrawn;
  });

  return {
    form,
    change: (change) => {
      if (save.error) save.reset();
      setForm((before) => ({ ...before, ...change }));
    },
    problems,
    refusal,
    isConflict: saveError?.status === 409 && !hasFields,
    preview,
    canPlan,
    save: () => {
      setAttempts(attempts + 1);
      leading.ask(attempts + 1);
      if (Object.keys(own).length > 0 || save.isLoading) return;
      save.mutate(inputOfForm(form, policy), {
        onError: () => leading.ask('refusal'),
        onSuccess: () => leaveUnasked(() => navigate(`/p/${project}/health/policies`)),
      });
    },
    isSaving: save.isLoading,
    formRef,
  };
}
