import { formError, isApiError } from '@/api/api-error';
import { ConfirmDialog } from '@/kit/overlay/confirm-dialog';
import { useDeleteDatasource } from './api';
import type { Datasource, DatasourceScope } from './datasource-model';

type DeleteDatasourceDialogProps = { scope: DatasourceScope; datasource: Datasource; onClose: () => void };

/** Deletes at the second press when dashboards still use it: the first answer says which. */
export function DeleteDatasourceDialog({ scope, datasource, onClose }: DeleteDatasourceDialogProps) {
  const remove = useDeleteDatasource(scope);
  const isUsed = isApiError(remove.error) && remove.error.status === 409;
  const { name, title } = datasource;
  return (
    <ConfirmDialog
      title={`Delete the datasource ${title}?`}
      action={isUsed ? `Delete ${name} all the same` : `Delete ${name}`}
      isDanger
      isBusy={remove.isLoading}
      error={formError(remove.error, [])}
      onClose={onClose}
      onConfirm={() => remove.mutate({ name, force: isUsed }, { onSuccess: onClose })}
    >
      <p>
        Panels that name {name} show an error until one with the same name is there again. The data in the Prometheus
        stays.
      </p>
    </ConfirmDialog>
  );
}
