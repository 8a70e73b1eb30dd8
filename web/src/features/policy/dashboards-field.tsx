import { useState } from 'react';
import { FilterChip } from '@/kit/chip/filter-chip';
import { Checkbox, SegmentedControl } from '@/kit/field/choice';
import { TextField } from '@/kit/field/text-field';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { counted, formatCount } from '@/lib/numbers';
import { useDashboardChoices } from './policy-data';
import type { PolicyFieldsProps } from './policy-fields';
import type { DashboardState } from './policy';
import styles from './policy-editor.module.css';

type DashboardsFieldProps = PolicyFieldsProps & {
  project: string;
  /** How many the plan found; undefined while it is not known. */
  matching: number | undefined;
};

const STATES: readonly { value: DashboardState; label: string }[] = [
  { value: 'active', label: 'active' },
  { value: 'draft', label: 'draft' },
];

/** Which dashboards: all that match a rule, which follows what comes and goes, or those on a list. */
export function DashboardsField(props: DashboardsFieldProps) {
  const { form, change, problems, matching } = props;
  return (
    <div className={styles.section}>
      <div className={styles.sectionHead}>
        <SegmentedControl
          label="Dashboards"
          value={form.chosenBy}
          onChange={(chosenBy) => change({ chosenBy })}
          options={[
            { value: 'rule', label: 'All that match' },
            { value: 'list', label: 'A list' },
          ]}
        />
        <span className={styles.aside}>{countWord(form.chosenBy, form.names.length, matching)}</span>
      </div>
      {form.chosenBy === 'rule' ? <RuleChips {...props} /> : <DashboardList {...props} />}
      {problems.assets !== undefined && (
        <p className={styles.problem} role="alert">
          <StatusGlyph glyph="failed" size="inline" />
          {problems.assets}
        </p>
      )}
    </div>
  );
}

function countWord(chosenBy: 'rule' | 'list', chosen: number, matching: number | undefined): string {
  if (chosenBy === 'list') return `${formatCount(chosen)} chosen`;
  return matching === undefined ? '' : `${counted(matching, 'dashboard')}, follows what comes and goes`;
}

function RuleChips({ project, form, change }: DashboardsFieldProps) {
  const catalog = useDashboardChoices(project, '');
  const tags = (catalog.data?.tags ?? []).map(({ value, count }) => ({ value, label: value, count }));
  const withChosen = (chosen: readonly string[]) => [
    ...tags,
    ...chosen.filter((tag) => !tags.some(({ value }) => value === tag)).map((tag) => ({ value: tag, label: tag })),
  ];
  return (
    <div className={styles.rule}>
      <FilterChip
        label="State"
        values={form.states}
        options={STATES}
        onChange={(values) =>
          change({ states: STATES.map(({ value }) => value).filter((state) => values.includes(state)) })
        }
      />
      <FilterChip
        label="Tag"
        values={form.tags}
        options={withChosen(form.tags)}
        onChange={(values) => change({ tags: values })}
      />
      <FilterChip
        label="Not tag"
        values={form.notTags}
        options={withChosen(form.notTags)}
        onChange={(values) => change({ notTags: values })}
      />
    </div>
  );
}

function DashboardList({ project, form, change }: DashboardsFieldProps) {
  const [text, setText] = useState('');
  const { data } = useDashboardChoices(project, text);
  const found = data?.items ?? [];
  const titles = new Map(found.map((entry) => [entry.name, entry.display_name || entry.name]));
  // What is chosen stays in sight, also when the search does not find it.
  const names = text === '' ? [...new Set([...form.names, ...titles.keys()])] : [...titles.keys()];
  const allShown = names.length > 0 && names.every((name) => form.names.includes(name));
  const without = form.names.filter((name) => !names.includes(name));
  return (
    <div className={styles.list}>
      <TextField
        label="Find a dashboard"
        hidesLabel
        icon="search"
        placeholder="Find a dashboard"
        value={text}
        onChange={setText}
      />
      <ul className={styles.choices}>
        {names.length > 1 && (
          <li>
            <Checkbox
              label={`All ${formatCount(names.length)} shown`}
              checked={allShown}
              isPartial={!allShown && names.some((name) => form.names.includes(name))}
              onChange={(checked) => change({ names: checked ? [...without, ...names] : without })}
            />
          </li>
        )}
        {names.map((name) => (
          <li key={name}>
            <Checkbox
              label={titles.get(name) ?? name}
              note={titles.has(name) ? undefined : 'not in this list'}
              checked={form.names.includes(name)}
              onChange={(checked) =>
                change({ names: checked ? [...form.names, name] : form.names.filter((other) => other !== name) })
              }
            />
          </li>
        ))}
        {names.length === 0 && <li className={styles.none}>Nothing matches ‘{text}’</li>}
      </ul>
      {data && data.counts.matching > found.length && (
        <p
          className={styles.aside}
        >{`${formatCount(found.length)} of ${formatCount(data.counts.matching)} shown: type to find others`}</p>
      )}
    </div>
  );
}
