import { SegmentedControl, Switch } from '@/kit/field/choice';
import { NOTIFY_WORDS } from './policy-words';
import type { NotifyWhen } from './policy';
import type { PolicyFieldsProps } from './policy-fields';
import styles from './policy-editor.module.css';

const WHEN: readonly NotifyWhen[] = ['on_change', 'fail_only', 'warn_and_fail', 'always'];

export function NotifyFields({ form, change, problems }: PolicyFieldsProps) {
  return (
    <section className={styles.section}>
      <h2 className={styles.heading}>Who is told</h2>
      <div className={styles.segments}>
        <SegmentedControl
          label="When"
          hidesLabel
          value={form.when}
          onChange={(when) => change({ when })}
          options={WHEN.map((value) => ({ value, label: NOTIFY_WORDS[value] }))}
        />
      </div>
      <Switch label="Owners" note="of the dashboards" checked={form.owners} onChange={(owners) => change({ owners })} />
      <p className={styles.aside}>
        No channel (mail, Slack, webhook) is set up yet, so nobody gets a message. The Health Center shows every change;
        the bell shows only runs that failed or wait for input.
      </p>
      {problems.notify !== undefined && (
        <p className={styles.problem} role="alert">
          {problems.notify}
        </p>
      )}
    </section>
  );
}
