import { Switch } from '@/kit/field/choice';
import { TextField } from '@/kit/field/text-field';
import type { DatasourceForm, FIELD_PATHS } from './datasource-model';
import styles from './datasource.module.css';

type BasicFieldsProps = {
  form: DatasourceForm;
  isNew: boolean;
  isEmbedded: boolean;
  errorAt: (field: keyof typeof FIELD_PATHS) => string | undefined;
  onChange: (part: Partial<DatasourceForm>) => void;
};

/** What every datasource has: its names, where it is, how it is asked. */
export function BasicFields({ form, isNew, isEmbedded, errorAt, onChange }: BasicFieldsProps) {
  return (
    <>
      <div className={styles.pair}>
        <TextField
          label="Name"
          hint={isNew ? 'Dashboards refer to it by this name' : 'Dashboards refer to it, so it stays'}
          readOnly={!isNew}
          maxLength={75}
          value={form.name}
          error={errorAt('name')}
          onChange={(name) => onChange({ name })}
        />
        <TextField
          label="Shown as"
          maxLength={100}
          value={form.title}
          error={errorAt('title')}
          onChange={(title) => onChange({ title })}
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
          onChange={(url) => onChange({ url })}
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
          onChange={(scrapeInterval) => onChange({ scrapeInterval })}
        />
        <TextField
          label="Tenant label"
          hint="When it is shared: the label that tells projects apart"
          placeholder="none"
          isMono
          value={form.tenantLabel}
          error={errorAt('tenantLabel')}
          onChange={(tenantLabel) => onChange({ tenantLabel })}
        />
      </div>
      <Switch
        label="Default"
        note="asked by panels that name no datasource"
        checked={form.isDefault}
        onChange={(isDefault) => onChange({ isDefault })}
      />
    </>
  );
}
