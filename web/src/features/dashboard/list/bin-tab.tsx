import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { SAID_IN_PLACE } from '@/api/query-client';
import { useDisabledReason } from '@/api/session';
import { toFailure } from '@/lib/failure';
import { formatAbsolute, parseTime } from '@/lib/time';
import { Button } from '@/kit/button/button';
import { IconButton } from '@/kit/button/icon-button';
import { Tooltip } from '@/kit/overlay/tooltip';
import { ConfirmDialog } from '@/kit/overlay/confirm-dialog';
import { Loaded } from '@/kit/page/loaded';
import { EmptyState } from '@/kit/page/states';
import { DataTable } from '@/kit/table/data-table';
import { LoadMore } from '@/kit/table/load-more';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { Person } from '@/kit/text/person';
import { RelativeTime } from '@/kit/text/relative-time';
import { dashboardsKey, purgeDashboard, restoreDashboard, type CatalogEntry } from '../dashboard-api';
import { NO_FILTER } from './catalog-filter';
import { daysUntil } from './catalog-words';
import { showOnList } from './list-notice';
import { entryTitle } from './row-menu';
import { useCatalog } from './use-catalog';

const BY_TIME = { ...NO_FILTER, sort: 'updated' as const };

function DeleteDialog({ project, entry, onClose }: { project: string; entry: CatalogEntry; onClose: () => void }) {
  const client = useQueryClient();
  const purge = useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: () => purgeDashboard(project, entry.name),
    onSuccess: () => {
      onClose();
      return client.invalidateQueries(dashboardsKey(project));
    },
  });
  return (
    <ConfirmDialog
      title={`Delete ${entryTitle(entry)} for ever?`}
      action="Delete for ever"
      isDanger
      isBusy={purge.isLoading}
      error={purge.error ? toFailure(purge.error).message : undefined}
      onConfirm={() => purge.mutate()}
      onClose={onClose}
    >
      <p>Its {entry.version + 1 > 1 ? 'versions, ' : ''}checks and views go with it. There is no way back.</p>
    </ConfirmDialog>
  );
}

/** What was moved to the bin, until it is deleted for ever. */
export function BinTab({ project }: { project: string }) {
  const query = useCatalog(project, BY_TIME, 'archived');
  const client = useQueryClient();
  const whyNoRestore = useDisabledReason('dashboard:write');
  const whyNoDelete = useDisabledReason('dashboard:purge');
  const now = useNow();
  const zone = useTimeZone();
  const [doomed, setDoomed] = useState<CatalogEntry>();
  const restore = useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: (entry: CatalogEntry) => restoreDashboard(project, entry.name),
    onSuccess: (_done, entry) => {
      showOnList(project, { title: `${entryTitle(entry)} is back` });
      return client.invalidateQueries(dashboardsKey(project));
    },
    onError: (error, entry) =>
      showOnList(project, { title: `${entryTitle(entry)} could not be restored. ${toFailure(error).message}` }),
  });
  const pages = query.data?.pages;
  const buttons = (entry: CatalogEntry) => (
    <>
      <Button
        size="small"
        icon="undo"
        disabledReason={whyNoRestore}
        isBusy={restore.isLoading && restore.variables?.name === entry.name}
        onClick={() => restore.mutate(entry)}
      >
        Restore
      </Button>
      <IconButton
        icon="trash"
        size="small"
        label={`Delete ${entryTitle(entry)} for ever`}
        disabledReason={whyNoDelete}
        onClick={() => setDoomed(entry)}
      />
    </>
  );
  const gone = (entry: CatalogEntry) =>
    entry.purge_at === undefined ? null : (
      <Tooltip text={formatAbsolute(parseTime(entry.purge_at), zone)}>
        <span>deleted for ever {daysUntil(parseTime(entry.purge_at), now)}</span>
      </Tooltip>
    );
  return (
    <Loaded query={{ ...query, data: pages?.[0] }} what={`The bin of ${project}`}>
      {({ counts }) => {
        const entries = (pages ?? []).flatMap((page) => page.items);
        if (entries.length === 0) {
          return (
            <EmptyState title="The bin is empty">
              What is moved to the bin lies here for 30 days, then it is deleted for ever.
            </EmptyState>
          );
        }
        return (
          <>
            <DataTable
              label="Bin"
              rows={entries}
              rowKey={(entry) => entry.name}
              columns={[
                {
                  key: 'name',
                  head: 'Name',
                  cell: (entry) => <span className="cut strong">{entryTitle(entry)}</span>,
                },
                {
                  key: 'by',
                  head: 'Owner',
                  width: '16%',
                  isSecondary: true,
                  cell: (entry) => (entry.owner ? <Person name={entry.owner} /> : '–'),
                },
                {
                  key: 'at',
                  head: 'Moved here',
                  width: '14%',
                  cell: (entry) => (entry.archived_at ? <RelativeTime at={entry.archived_at} /> : '–'),
                },
                { key: 'gone', head: 'Ends', width: '13rem', cell: gone },
                {
                  key: 'do',
                  head: <span className="sr-only">Actions</span>,
                  width: '16%',
                  align: 'end',
                  cell: buttons,
                },
              ]}
              narrow={(entry) => ({ title: entryTitle(entry), end: buttons(entry), detail: gone(entry) })}
            />
            <LoadMore
              shown={entries.length}
              total={counts.archived}
              noun="dashboard"
              hasMore={query.hasNextPage ?? false}
              isLoading={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
            />
            {doomed && <DeleteDialog project={project} entry={doomed} onClose={() => setDoomed(undefined)} />}
          </>
        );
      }}
    </Loaded>
  );
}
