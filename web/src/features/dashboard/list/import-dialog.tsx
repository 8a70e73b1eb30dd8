import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Button } from '@/kit/button/button';
import { RadioGroup } from '@/kit/field/choice';
import { TextField } from '@/kit/field/text-field';
import { Stack } from '@/kit/layout/columns';
import { Dialog } from '@/kit/overlay/dialog';
import { Note } from '@/kit/page/note';
import { counted } from '@/lib/numbers';
import { dashboardsKey, importDashboard, type ImportResult } from '../dashboard-api';
import { dashboardPaths } from '../dashboard-paths';
import { copyName, nameFault } from '../document/slug';
import { EMPTY_IMPORT, importFaults, importRequest, importWords, type Conflict, type ImportForm } from './import-model';
import { ImportSource } from './import-source';
import styles from './import-dialog.module.css';

const CHOICES: { value: Conflict; label: string; note: string }[] = [
  { value: 'rename', label: 'Import it under another name', note: 'the one that is there stays' },
  { value: 'overwrite', label: 'Make it the next version', note: 'the history keeps the one before' },
];

type PlanProps = { result: ImportResult; form: ImportForm; onChange: (form: ImportForm) => void };

/** What the import would do, with everything that could not be taken over. */
function Plan({ result, form, onChange }: PlanProps) {
  return (
    <Stack gap="fields">
      <Note tone={result.warnings.length > 0 ? 'warning' : 'ok'} title={importWords(result, form.conflict)}>
        {result.warnings.length > 0 && (
          <>
            <p>{counted(result.warnings.length, 'thing')} could not be taken over as it is:</p>
            <ul className={styles.warnings}>
              {result.warnings.map((warning, index) => (
                <li key={`${index} ${warning.field}`}>
                  {warning.field === '' ? '' : `${warning.field}: `}
                  {warning.message}
                </li>
              ))}
            </ul>
          </>
        )}
      </Note>
      {result.exists && (
        <RadioGroup
          label={`A dashboard ${result.name} is there already`}
          options={CHOICES}
          value={form.conflict}
          onChange={(conflict) =>
            onChange({ ...form, conflict, name: conflict === 'rename' ? copyName(result.name) : result.name })
          }
        />
      )}
      {(!result.exists || form.conflict === 'rename') && (
        <TextField
          label="Name in addresses"
          isMono
          value={form.name}
          error={nameFault(form.name)}
          onChange={(name) => onChange({ ...form, name })}
        />
      )}
    </Stack>
  );
}

/** Brings a dashboard along. First it says what would happen, then it does it. */
export function ImportDialog({ project, onClose }: { project: string; onClose: () => void }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [form, setForm] = useState(EMPTY_IMPORT);
  const trial = useMutation({
    mutationFn: (next: ImportForm) => importDashboard(project, importRequest(next, true)),
    onSuccess: (result) => setForm((now) => ({ ...now, name: result.exists ? copyName(result.name) : result.name })),
  });
  const doIt = useMutation({
    mutationFn: () => importDashboard(project, importRequest(form, false)),
    onSuccess: (result) => {
      void client.invalidateQueries(dashboardsKey(project));
      onClose();
      navigate(dashboardPaths.view(project, result.name));
    },
  });
  const result = trial.data;
  const faults = trial.error ? importFaults(trial.error) : doIt.error ? importFaults(doIt.error) : [];
  const isBlocked = result?.exists !== true || form.conflict === 'rename' ? nameFault(form.name) !== undefined : false;
  return (
    <Dialog
      title="Import a dashboard"
      description="Perses JSON or YAML, or Grafana JSON."
      width="wide"
      keepsOnOutsideClick={form.source !== ''}
      onClose={onClose}
      footer={
        <>
          <Button variant="text" onClick={onClose}>
            Cancel
          </Button>
          {result ? (
            <Button
              variant="filled"
              isBusy={doIt.isLoading}
              disabledReason={isBlocked ? nameFault(form.name) : undefined}
              onClick={() => doIt.mutate()}
            >
              Import {result.display_name}
            </Button>
          ) : (
            <Button
              variant="filled"
              isBusy={trial.isLoading}
              disabledReason={form.source.trim() === '' ? 'Choose a file or paste its text' : undefined}
              onClick={() => trial.mutate(form)}
            >
              Look at it
            </Button>
          )}
        </>
      }
      footnote={result ? undefined : 'Nothing is saved yet.'}
    >
      <Stack gap="fields">
        <ImportSource
          source={form.source}
          fileName={form.fileName}
          onSource={(source, fileName) => {
            trial.reset();
            doIt.reset();
            setForm({ ...EMPTY_IMPORT, source, fileName });
            if (fileName !== '') trial.mutate({ ...EMPTY_IMPORT, source, fileName });
          }}
        />
        {faults.length > 0 && (
          <Note tone="failed" title="This can't be imported">
            <ul className={styles.faults}>
              {faults.map((fault) => (
                <li key={fault}>{fault}</li>
              ))}
            </ul>
          </Note>
        )}
        {result && <Plan result={result} form={form} onChange={setForm} />}
      </Stack>
    </Dialog>
  );
}
