import type { ReactNode } from 'react';
import { Checkbox } from '@/kit/field/choice';
import { Select } from '@/kit/field/select';
import { TextField } from '@/kit/field/text-field';
import { StatusGlyph } from '@/kit/status/status-glyph';
import type { ContentRule } from './policy';
import type { PolicyFieldsProps } from './policy-fields';
import styles from './policy-editor.module.css';

const CONTENT_OPTIONS: readonly { value: ContentRule; label: string }[] = [
  { value: 'warn', label: 'warns' },
  { value: 'fail', label: 'fails' },
];

export function CheckFields({ form, change, problems }: PolicyFieldsProps) {
  return (
    <section className={styles.section}>
      <h2 className={styles.heading}>What</h2>
      <div className={styles.checks}>
        <Row
          label="Queries"
          note="every panel answers within"
          checked={form.queries}
          onChange={(queries) => change({ queries })}
        >
          <Seconds
            label="Seconds for a query"
            value={form.querySeconds}
            isOn={form.queries}
            error={problems.querySeconds}
            onChange={(querySeconds) => change({ querySeconds })}
          />
        </Row>
        <Row
          label="Structure"
          note="datasources, variables and references exist"
          checked={form.structure}
          onChange={(structure) => change({ structure })}
        />
        <Row
          label="Content"
          note="a panel without data in the default range"
          checked={form.content !== 'off'}
          onChange={(checked) => change({ content: checked ? 'warn' : 'off' })}
        >
          {form.content !== 'off' && (
            <Select
              label="A panel without data"
              hidesLabel
              size="small"
              value={form.content}
              options={CONTENT_OPTIONS}
              onChange={(content) => change({ content })}
            />
          )}
        </Row>
        <Row label="Speed" note="warn when slower than" checked={form.speed} onChange={(speed) => change({ speed })}>
          <Seconds
            label="Seconds for a panel"
            value={form.slowSeconds}
            isOn={form.speed}
            error={problems.slowSeconds}
            onChange={(slowSeconds) => change({ slowSeconds })}
          />
        </Row>
      </div>
      {problems.checks !== undefined && (
        <p className={styles.problem} role="alert">
          <StatusGlyph glyph="failed" size="inline" />
          {problems.checks}
        </p>
      )}
    </section>
  );
}

type RowProps = {
  label: string;
  note: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  children?: ReactNode;
};

function Row({ label, note, checked, onChange, children }: RowProps) {
  return (
    <div className={styles.check}>
      <Checkbox label={<span className="strong">{label}</span>} note={note} checked={checked} onChange={onChange} />
      {children !== undefined && <span className={styles.threshold}>{children}</span>}
    </div>
  );
}

type SecondsProps = {
  label: string;
  value: string;
  isOn: boolean;
  error: string | undefined;
  onChange: (value: string) => void;
};

function Seconds({ label, value, isOn, error, onChange }: SecondsProps) {
  return (
    <TextField
      label={label}
      hidesLabel
      size="small"
      inputMode="numeric"
      maxLength={2}
      disabled={!isOn}
      value={value}
      onChange={onChange}
      error={error}
      trail={<span className={styles.unit}>s</span>}
    />
  );
}
