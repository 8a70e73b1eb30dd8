import { formError, isApiError } from '@/api/api-error';
import { toFailure } from '@/lib/failure';
import { counted, plural } from '@/lib/numbers';
import { Stack } from '@/kit/layout/columns';
import { ConfirmDialog } from '@/kit/overlay/confirm-dialog';
import { SkeletonRows } from '@/kit/page/skeleton';
import { ErrorPanel } from '@/kit/page/states';
import { useDatasourceUsage, useDeleteDatasource, type DatasourceUsage } from './api';
import type { Datasource, DatasourceScope } from './datasource-model';
import { isSecretOf } from './secret-api';
import styles from './datasource.module.css';

type DeleteDatasourceDialogProps = { scope: DatasourceScope; datasource: Datasource; onClose: () => void };

/** Says which dashboards would miss it before anything is deleted. */
export function DeleteDatasourceDialog({ scope, datasource, onClose }: DeleteDatasourceDialogProps) {
  const { name, title } = datasource;
  const usage = useDatasourceUsage(scope, name);
  const remove = useDeleteDatasource(scope);
  // Somebody saved a dashboard that uses it after the usage was read.
  const isRefused = isApiError(remove.error) && remove.error.status === 409;
  const isUsed = isRefused || (usage.data?.count ?? 0) > 0;
  return (
    <ConfirmDialog
      title={`Delete the datasource ${title}?`}
      action={isUsed ? `Delete ${name} all the same` : `Delete ${name}`}
      isDanger
      isBusy={remove.isLoading}
      disabledReason={usage.isLoading ? 'It is being looked up which dashboards use it.' : undefined}
      error={formError(remove.error, [])}
      onClose={onClose}
      onConfirm={() => remove.mutate({ datasource, force: isUsed }, { onSuccess: onClose })}
    >
      {usage.data ? (
        <Users usage={usage.data} datasource={datasource} isGlobal={scope.project === undefined} />
      ) : usage.error ? (
        <ErrorPanel
          failure={toFailure(usage.error)}
          what="The list of dashboards that use it"
          onRetry={() => void usage.refetch()}
        />
      ) : (
        <SkeletonRows rows={2} />
      )}
    </ConfirmDialog>
  );
}

type UsersProps = { usage: DatasourceUsage; datasource: Datasource; isGlobal: boolean };

function Users({ usage, datasource: { name, secret }, isGlobal }: UsersProps) {
  const { count, by_default: byDefault, dashboards } = usage;
  const rest = count - dashboards.length;
  return (
    <Stack gap="tight">
      {count > 0 ? (
        <>
          <p>
            {counted(count, 'dashboard')} {plural(count, 'names', 'name')} {name}. {plural(count, 'Its', 'Their')}{' '}
            panels show an error until a datasource with the same name is there again:
          </p>
          <ul className={styles.users} aria-label="Dashboards that use it">
            {dashboards.map((dashboard) => (
              <li key={`${dashboard.project}/${dashboard.name}`}>
                {dashboard.title}
                {isGlobal && <span className={styles.took}> in {dashboard.project}</span>}
              </li>
            ))}
            {rest > 0 && <li>and {rest} more</li>}
          </ul>
        </>
      ) : (
        <p>No dashboard names {name}.</p>
      )}
      {byDefault > 0 && (
        <p>
          It is the default: {counted(byDefault, 'dashboard')} with panels that name no datasource{' '}
          {plural(byDefault, 'asks', 'ask')} another one then, or none.
        </p>
      )}
      {secret !== '' && (
        <p>
          {isSecretOf(name, secret)
            ? 'Its sign-in is deleted too, unless something else uses it.'
            : `The secret ${secret} with its sign-in stays.`}
        </p>
      )}
      <p>The data in the Prometheus stays.</p>
    </Stack>
  );
}
