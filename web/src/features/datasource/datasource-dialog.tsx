import { useState } from 'react';
import { fieldError, formError } from '@/api/api-error';
import { toFailure } from '@/lib/failure';
import type { LosingWords } from '@/lib/unsaved-work';
import { Dialog } from '@/kit/overlay/dialog';
import { FormDialog } from '@/kit/overlay/form-dialog';
import { Note } from '@/kit/page/note';
import { SkeletonRows } from '@/kit/page/skeleton';
import { ErrorPanel } from '@/kit/page/states';
import { BasicFields } from './basic-fields';
import { CredentialFields } from './credential-fields';
import { credentialsInWords, CREDENTIAL_PATHS, toCredentials, whyAgain, whyNoCredentials } from './credential-model';
import { CredentialSection } from './credential-section';
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
import { HeaderFields } from './header-fields';
import { HEADERS_PATH } from './header-model';
import { useSecret } from './secret-api';
import { movesAway, useSaveDatasource, type Before } from './use-save-datasource';

const ROWS_OF_FORM = 5;
/** Nothing calls a save back that is on its way. */
const SAVING: LosingWords = {
  title: 'Close while it is being saved?',
  lost: 'It may be saved all the same. The list shows whether it was.',
  stay: 'Wait',
  lose: 'Close',
};

type DatasourceDialogProps = {
  scope: DatasourceScope;
  /** The one to change; a new one without it. */
  before: Datasource | undefined;
  /** Datasources that send the same secret: a changed one changes for them too. */
  sharers: readonly string[];
  blocked: string | undefined;
  onClose: () => void;
  onSaved: (saved: Datasource) => void;
};

/** Reads the credentials before the form begins with them. Who can't change them is not shown them. */
export function DatasourceDialog({ before, ...rest }: DatasourceDialogProps) {
  const name = rest.blocked === undefined ? (before?.secret ?? '') : '';
  const secret = useSecret(rest.scope, name);
  if (name === '' || secret.data !== undefined) {
    const isLost = name !== '' && secret.data === null;
    return (
      <DatasourceEditor before={{ datasource: before, secret: secret.data ?? undefined }} {...{ isLost }} {...rest} />
    );
  }
  return (
    <Dialog title={before?.title ?? 'New datasource'} onClose={rest.onClose}>
      {secret.error ? (
        <ErrorPanel
          failure={toFailure(secret.error)}
          what="The credentials of the datasource"
          onRetry={() => void secret.refetch()}
        />
      ) : (
        <SkeletonRows rows={ROWS_OF_FORM} />
      )}
    </Dialog>
  );
}

type DatasourceEditorProps = Omit<DatasourceDialogProps, 'before'> & {
  before: Before;
  /** The secret that it names is not there any more. */
  isLost: boolean;
};

function DatasourceEditor({ scope, before, isLost, sharers, blocked, onClose, onSaved }: DatasourceEditorProps) {
  const { datasource } = before;
  const [form, setForm] = useState<DatasourceForm>(() => (datasource ? toForm(datasource) : EMPTY_FORM));
  const [known] = useState(() => ({ credentials: toCredentials(before.secret), headers: form.headers }));
  const [credentials, setCredentials] = useState(known.credentials);
  const { save, isSecretInForce } = useSaveDatasource(scope, before);
  const isEmbedded = datasource?.isEmbedded ?? false;
  const isMoved = movesAway(before, form);
  const again = whyAgain(credentials, known.credentials, isMoved);
  const change = (part: Partial<DatasourceForm>): void => setForm((typed) => ({ ...typed, ...part }));

  const headerPaths = form.headers.map((row) => `${HEADERS_PATH}.${row.name.trim()}`);
  const inSection = [...Object.values(CREDENTIAL_PATHS), ...headerPaths];
  const problem = formError(save.error, [...Object.values(FIELD_PATHS), ...inSection]);
  const facts = credentialsInWords(credentials, form.headers.length);

  const submit = (): void => {
    save.mutate({ form, credentials }, { onSuccess: (document) => onSaved(toDatasource(document)) });
  };
  return (
    <FormDialog
      title={datasource ? datasource.title : 'New datasource'}
      description={
        isEmbedded ? 'The Prometheus inside Dashkeep. Its targets stand in the settings of the server.' : undefined
      }
      losing={save.isLoading ? SAVING : undefined}
      footnote="It is tested when it is saved"
      submitLabel="Save datasource"
      isBusy={save.isLoading}
      disabledReason={blocked ?? whyIncomplete(form, isEmbedded, isMoved) ?? whyNoCredentials(credentials, again)}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      {isSecretInForce && (
        <Note tone="warning" title="The credentials are saved already">
          They count from now on, also when the rest is cancelled.
        </Note>
      )}
      {isLost && (
        <Note tone="warning" title={`Its secret ${datasource?.secret ?? ''} is not there any more`}>
          It is asked without credentials until they are typed again.
        </Note>
      )}
      <BasicFields
        form={form}
        isNew={datasource === undefined}
        isEmbedded={isEmbedded}
        errorAt={(field) => fieldError(save.error, FIELD_PATHS[field])}
        onChange={change}
      />
      {!isEmbedded && blocked === undefined && (
        <CredentialSection
          facts={facts}
          isOpenAtFirst={isLost || facts !== 'none'}
          hasError={inSection.some((path) => fieldError(save.error, path) !== undefined)}
        >
          {sharers.length > 0 && (
            <Note tone="info" title={`The sign-in and certificate are those of ${sharers.join(', ')} too`}>
              What is changed here changes there.
            </Note>
          )}
          <CredentialFields
            form={credentials}
            before={known.credentials}
            again={again}
            error={save.error}
            onChange={(part) => setCredentials((typed) => ({ ...typed, ...part }))}
          />
          <HeaderFields
            rows={form.headers}
            before={known.headers}
            isMoved={isMoved}
            error={save.error}
            onChange={(headers) => change({ headers })}
          />
        </CredentialSection>
      )}
    </FormDialog>
  );
}
