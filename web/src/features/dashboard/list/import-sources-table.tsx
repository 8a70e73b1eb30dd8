import { useState } from 'react';
import { useQueryClient, useMutation } from '@tanstack/react-query';
import { Button } from '@/kit/button/button';
import { Select } from '@/kit/field/select';
import { TextField } from '@/kit/field/text-field';
import { SAID_IN_PLACE } from '@/api/query-client';
import { useCan } from '@/api/session';
import { formatCount } from '@/lib/numbers';
import { DATASOURCES_KEY } from '../query/datasource-documents';
import { slug } from '../document/slug';
import { createDatasource } from './import-api';
import { importFaults } from './import-model';
import type { SourceRow, SourcesHere } from './import-sources';
import styles from './import-dialog.module.css';

const CREATE = ' create'; // no datasource has a name with a blank
const NONE = '';

type RowProps = { project: string; row: SourceRow; here: SourcesHere; onChoose: (here: string) => void };

function NewSource({
  project,
  name,
  onDone,
  onCancel,
}: {
  project: string;
  name: string;
  onDone: (name: string) => void;
  onCancel: () => void;
}) {
  const client = useQueryClient();
  const [form, setForm] = useState({ name: slug(name), url: '' });
  const create = useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: () => createDatasource(project, form.name.trim(), form.url.trim()),
    onSuccess: async () => {
      await client.invalidateQueries(DATASOURCES_KEY);
      onDone(form.name.trim());
    },
  });
  const missing =
    form.name.trim() === '' ? 'Give it a name' : form.url.trim() === '' ? 'Give it an address' : undefined;
  return (
    <form
      className={styles.create}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === undefined) create.mutate();
      }}
    >
      <TextField
        label="Name"
        size="small"
        isMono
        value={form.name}
        onChange={(value) => setForm({ ...form, name: value })}
        autoFocus
      />
      <TextField
        label="Address of the Prometheus"
        size="small"
        isMono
        value={form.url}
        placeholder="https://prometheus.example.org"
        error={create.error ? importFaults(create.error).join(' ') : undefined}
        onChange={(value) => setForm({ ...form, url: value })}
      />
      <span className={styles.line}>
        <Button size="small" variant="text" onClick={onCancel}>
          Cancel
        </Button>
        <Button size="small" type="submit" disabledReason={missing} isBusy={create.isLoading}>
          Create datasource
        </Button>
      </span>
    </form>
  );
}

function Row({ project, row, here, onChoose }: RowProps) {
  const [isCreating, setIsCreating] = useState(false);
  const mayCreate = useCan('datasource:manage');
  const names = row.here === '' || here.names.includes(row.here) ? here.names : [row.here, ...here.names];
  const options = row.drawable
    ? [
        ...(row.here === '' ? [{ value: NONE, label: 'Choose one' }] : []),
        ...names.map((name) => ({ value: name, label: name === here.usual ? `${name} (default)` : name })),
        ...(mayCreate ? [{ value: CREATE, label: 'Create a datasource…' }] : []),
      ]
    : [{ value: NONE, label: 'None, keep as a note' }];
  return (
    <li className={styles.sourceRow}>
      <span className={styles.named}>
        <code className="cut">{row.name}</code>
        <span className={styles.quiet}>{row.kind}</span>
      </span>
      <span className={styles.number}>{formatCount(row.dashboards)}</span>
      <span className={styles.arrow} aria-hidden="true">
        →
      </span>
      <Select
        label={`What ${row.name} becomes here`}
        hidesLabel
        size="small"
        value={isCreating ? CREATE : row.here}
        options={options}
        disabledReason={row.drawable ? undefined : 'Charts can only ask a Prometheus'}
        onChange={(value) => {
          setIsCreating(value === CREATE);
          if (value !== CREATE) onChoose(value);
        }}
      />
      <span className={styles.quiet}>{row.why}</span>
      {isCreating && (
        <NewSource
          project={project}
          name={row.name}
          onCancel={() => setIsCreating(false)}
          onDone={(name) => {
            setIsCreating(false);
            onChoose(name);
          }}
        />
      )}
    </li>
  );
}

type ImportSourcesTableProps = {
  project: string;
  rows: readonly SourceRow[];
  here: SourcesHere;
  onChoose: (name: string, here: string) => void;
};

/** Every datasource that the files name, and which one of the project it becomes. */
export function ImportSourcesTable({ project, rows, here, onChoose }: ImportSourcesTableProps) {
  return (
    <section className={styles.card} aria-label="Datasources in the files">
      <div className={styles.sourceHead} aria-hidden="true">
        <span>Datasource in the files</span>
        <span className={styles.number}>Dashboards</span>
        <span />
        <span>Here</span>
        <span>Found by</span>
      </div>
      <ul className={styles.rows}>
        {rows.map((row) => (
          <Row key={row.name} project={project} row={row} here={here} onChoose={(value) => onChoose(row.name, value)} />
        ))}
      </ul>
    </section>
  );
}
