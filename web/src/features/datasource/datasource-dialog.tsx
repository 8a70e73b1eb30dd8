import { useState, type FormEvent } from 'react';
import { fieldError, formError } from '@/api/api-error';
import { Button } from '@/kit/button/button';
import { Switch } from '@/kit/field/choice';
import { TextField } from '@/kit/field/text-field';
import { Stack } from '@/kit/layout/columns';
import { Dialog } from '@/kit/overlay/dialog';
import { Note } from '@/kit/page/note';
import { useSaveDatasource } from './api';
import {
  EMPTY_FORM,
  FIELD_PATHS,
  toDatasource,
  toForm,
  whyIncomplete,
  type Datasource,
  type DatasourceForm,
  type DatasourceScope,
} from './datasource-model';
import styles from './datasource.module.css';

const FORM = 'datasource';

type DatasourceDialogProps = {
  scope: DatasourceScope;
  /** The one to change; a new one without it. */
  before: Datasource | undefined;
  blocked: string | undefined;
  onClose: () => void;
  onSaved: (saved: Datasource) => void;
};

export function DatasourceDialog({ scope, before, blocked, onClose, onSaved }: DatasourceDialogProps) {
  const [form, setForm] = useState<DatasourceForm>(() => (before ? toForm(before) : EMPTY_FORM));
  const save = useSaveDatasource(scope);
  const isEmbedded = before?.isEmbedded ?? false;
  const problem = formError(save.error, Object.values(FIELD_PATHS));
  const change = (part: Partial<DatasourceForm>): void => setForm((known) => ({ ...known, ...part }));
  const errorAt = (field: keyof typeof FIELD_PATHS): string | undefined => fieldError(save.error, FIELD_PATHS[field]);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate({ form, before }, { onSuccess: (document) => onSaved(toDatasource(document)) });
  };
  return (
    <Dialog
      title={before ? before.title : 'New datasource'}
      description={
        isEmbedded ? 'The Prometheus inside Dashkeep. Its targets stand in the settings of the server.' : undefined
      }
      onClose={onClose}
      keepsOnOutsideClick
      footnote="It is tested when it is saved"
      footer={
        <>
          <Button variant="text" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            form={FORM}
            variant="filled"
            isBusy={save.isLoading}
            disabledReason={blocked ?? whyIncomplete(form, isEmbedded)}
          >
            Save datasource
          </Button>
        </>
      }
    >
      <form noValidate id={FORM} onSubmit={submit}>
        <Stack gap="fields">
          {problem !== undefined && <Note tone="failed" title={problem} />}
          <div className={styles.pair}>
            <TextField
              label="Name"
              hint={before ? 'Dashboards refer to it, so it stays' : 'Dashboards refer to it by this name'}
              readOnly={before !== undefined}
              maxLength={75}
              value={form.name}
              error={errorAt('name')}
              onChange={(name) => change({ name })}
            />
            <TextField
              label="Shown as"
              maxLength={100}
              value={form.title}
              error={errorAt('title')}
              onChange={(title) => change({ title })}
            />
          </div>
          {!isEmbedded && (
            <TextField
              label="URL of Prometheus or Thanos"
              type="url"
              placeholder="https://prometheus.example:9090"
              isMono
              value={form.url}
              error={errorAt('url')}
              onChange={(url) => change({ url })}
            />
          )}
          <div className={styles.pair}>
            <TextField
              label="Scrape interval"
              hint="The usual distance of two samples: 15s"
              placeholder="1m"
              isMono
              value={form.scrapeInterval}
              error={errorAt('scrapeInterval')}
              onChange={(scrapeInterval) => change({ scrapeInterval })}
            />
            <TextField
              label="Tenant label"
              hint="When it is shared: the label that tells projects apart"
              placeholder="none"
              isMono
              value={form.tenantLabel}
              error={errorAt('tenantLabel')}
              onChange={(tenantLabel) => change({ tenantLabel })}
            />
          </div>
          <Switch
            label="Default"
            note="asked by panels that name no datasource"
            checked={form.isDefault}
            onChange={(isDefault) => change({ isDefault })}
          />
        </Stack>
      </form>
    </Dialog>
  );
}
