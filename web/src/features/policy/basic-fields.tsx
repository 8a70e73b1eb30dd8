import { Select } from '@/kit/field/select';
import { TextArea } from '@/kit/field/text-area';
import { TextField } from '@/kit/field/text-field';
import { useEnvironments } from '@/api/queries/environments';
import type { PolicyFieldsProps } from './policy-fields';
import styles from './policy-editor.module.css';

export function BasicFields({ project, form, change, problems }: PolicyFieldsProps & { project: string }) {
  const environments = useEnvironments(project).data ?? [];
  const options = environments.map(({ id, display_name: label }) => ({ value: id, label }));
  const known = options.some((option) => option.value === form.environment);
  return (
    <>
      <div className={styles.pair}>
        <TextField
          label="Name"
          maxLength={100}
          value={form.name}
          onChange={(name) => change({ name })}
          error={problems.name}
          placeholder="Built-in, every morning"
        />
        <Select
          label="Environment"
          value={form.environment}
          options={
            known
              ? options
              : [
                  { value: form.environment, label: form.environment === 'builtin' ? 'Built-in' : form.environment },
                  ...options,
                ]
          }
          onChange={(environment) => change({ environment })}
          error={problems.environment}
        />
      </div>
      <TextArea
        label="Description"
        rows={2}
        maxLength={500}
        value={form.description}
        onChange={(description) => change({ description })}
        error={problems.description}
        placeholder="Why these dashboards, and what to do when one breaks"
      />
    </>
  );
}
