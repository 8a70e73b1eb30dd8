import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useDisabledReason } from '@/api/session';
import { Button } from '@/kit/button/button';
import { ButtonLink } from '@/kit/button/button-link';
import { useShortcuts } from '@/kit/keys/shortcuts';
import { Note } from '@/kit/page/note';
import { Page, PageHead } from '@/kit/page/page';
import { useNow } from '@/kit/text/clock';
import { leaveUnasked } from '@/lib/unsaved-work';
import type { Policy } from './policy';
import type { PolicyForm } from './policy-form';
import { BasicFields } from './basic-fields';
import { CheckFields } from './check-fields';
import { DashboardsField } from './dashboards-field';
import { firstWindowLine } from './plan-words';
import { NotifyFields } from './notify-fields';
import { PlanAside } from './plan-aside';
import { DeletePolicy, PolicyMenu } from './policy-menu';
import { usePolicyEditor } from './use-policy-editor';
import { WhenFields } from './when-fields';
import styles from './policy-editor.module.css';

type PolicyEditorProps = { project: string; start: PolicyForm; policy?: Policy };

/** A policy with its plan beside it: what would be checked when, before it is saved. */
export function PolicyEditor({ project, start, policy }: PolicyEditorProps) {
  const editor = usePolicyEditor(project, start, policy);
  const { form, change, problems, preview } = editor;
  const reason = useDisabledReason('policy:manage');
  const navigate = useNavigate();
  const [isDeleting, setIsDeleting] = useState(false);
  const now = useNow();
  const path = `/p/${project}/health/policies`;
  const title = policy ? policy.name : 'New policy for Built-in';
  useShortcuts('Policy', [
    reason === undefined && { keys: 'Mod+s', label: 'Save policy', whileTyping: true, run: editor.save },
  ]);
  return (
    <Page title={title}>
      <form
        ref={editor.formRef}
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          editor.save();
        }}
      >
        <PageHead
          crumbs={[{ label: 'Policies', to: path }]}
          title={title}
          sub={firstWindowLine(editor.canPlan ? preview.data : undefined, policy === undefined, now, form.zone)}
          actions={
            <>
              {policy && <PolicyMenu project={project} policy={policy} onDelete={() => setIsDeleting(true)} />}
              <ButtonLink to={path} variant="text">
                Cancel
              </ButtonLink>
              <Button type="submit" variant="filled" isBusy={editor.isSaving} disabledReason={reason}>
                Save policy
              </Button>
            </>
          }
        />
        {reason !== undefined && (
          <Note tone="info" title="You can read this policy">
            {reason}
          </Note>
        )}
        {editor.isConflict ? (
          <ConflictNote />
        ) : (
          editor.refusal !== undefined && <Note tone="failed" title={editor.refusal} />
        )}
        <div className={styles.columns}>
          <fieldset className={styles.fields} disabled={reason !== undefined}>
            <BasicFields project={project} form={form} change={change} problems={problems} />
            <DashboardsField
              project={project}
              form={form}
              change={change}
              problems={problems}
              matching={preview.data?.checks}
            />
            <WhenFields form={form} change={change} problems={problems} />
            <CheckFields form={form} change={change} problems={problems} />
            <NotifyFields form={form} change={change} problems={problems} />
          </fieldset>
          <PlanAside preview={preview} canPlan={editor.canPlan} zone={form.zone} />
        </div>
      </form>
      {isDeleting && policy && (
        <DeletePolicy
          project={project}
          policy={policy}
          onClose={() => setIsDeleting(false)}
          onDeleted={() => leaveUnasked(() => navigate(path))}
        />
      )}
    </Page>
  );
}

function ConflictNote() {
  return (
    <Note
      tone="failed"
      title="Somebody else changed this policy meanwhile"
      action={
        <Button size="small" onClick={() => window.open(window.location.href, '_blank', 'noopener')}>
          Open theirs in a new tab
        </Button>
      }
    >
      Yours is kept on this page. Compare the two, then load this page again to change theirs.
    </Note>
  );
}
