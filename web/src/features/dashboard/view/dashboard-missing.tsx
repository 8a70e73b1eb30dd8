import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '@/api/client';
import { SAID_IN_PLACE } from '@/api/query-client';
import { useDisabledReason } from '@/api/session';
import { toFailure } from '@/lib/failure';
import { Button } from '@/kit/button/button';
import { ButtonLink } from '@/kit/button/button-link';
import { Note } from '@/kit/page/note';
import { EmptyState } from '@/kit/page/states';
import { RelativeTime } from '@/kit/text/relative-time';
import { dashboardsKey, restoreDashboard } from '../dashboard-api';
import { dashboardPaths } from '../dashboard-paths';

/** No dashboard of this name: perhaps it lies in the bin. */
export function DashboardMissing({ project, name }: { project: string; name: string }) {
  const client = useQueryClient();
  const whyNot = useDisabledReason('dashboard:write');
  const { data: archived } = useQuery({
    queryKey: dashboardsKey(project, 'in-bin', name),
    queryFn: async () => {
      const query = { state: 'archived' as const, q: name, limit: 100 };
      const { items } = await read(
        api.GET('/api/v1/projects/{project}/catalog', { params: { path: { project }, query } }),
      );
      return items.find((entry) => entry.name === name) ?? null;
    },
  });
  const restore = useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: () => restoreDashboard(project, name),
    onSuccess: () => client.invalidateQueries(dashboardsKey(project)),
  });
  const back = <ButtonLink to={dashboardPaths.list(project)}>All dashboards</ButtonLink>;
  if (!archived) {
    return (
      <EmptyState title={`There is no dashboard ${name} in ${project}`} level="page" actions={back}>
        It may have another name now, or was deleted.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={`${archived.display_name || name} is in the bin`}
      level="page"
      actions={
        <>
          <Button
            variant="filled"
            icon="undo"
            disabledReason={whyNot}
            isBusy={restore.isLoading}
            onClick={() => restore.mutate()}
          >
            Restore it
          </Button>
          {back}
        </>
      }
    >
      {archived.archived_at !== undefined && (
        <>
          Archived <RelativeTime at={archived.archived_at} />.{' '}
        </>
      )}
      {archived.purge_at !== undefined && (
        <>
          It is deleted for ever <RelativeTime at={archived.purge_at} form="until" />.
        </>
      )}
      {restore.error ? <Note tone="failed" title={toFailure(restore.error).message} /> : null}
    </EmptyState>
  );
}
