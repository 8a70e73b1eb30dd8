import { useState, type ReactNode } from 'react';
import { useSearchParams } from 'react-router-dom';
import { counted } from '@/lib/numbers';
import { Button } from '@/kit/button/button';
import { Loaded } from '@/kit/page/loaded';
import { SkeletonRows } from '@/kit/page/skeleton';
import { EmptyState } from '@/kit/page/states';
import { LoadMore } from '@/kit/table/load-more';
import type { Catalog } from '../dashboard-api';
import { useFavourites } from '../favourites';
import { BulkBar } from './bulk-bar';
import { isFiltered, NO_FILTER, readFilter, writeFilter, type CatalogFilter } from './catalog-filter';
import { CatalogTable } from './catalog-table';
import { CatalogToolbar } from './catalog-toolbar';
import { useCatalog, usePageSize } from './use-catalog';
import { useDashboardActions } from './use-dashboard-actions';

type CatalogTabProps = {
  project: string;
  /** What stands there when the project has no dashboard at all. */
  empty: ReactNode;
};

function NothingMatches({ onClear, total }: { onClear: () => void; total: number }) {
  return (
    <EmptyState
      title="Nothing matches"
      actions={
        <Button icon="close" onClick={onClear}>
          Take the filters away
        </Button>
      }
    >
      {counted(total, 'dashboard')} without them.
    </EmptyState>
  );
}

/** The dashboards in use. */
export function CatalogTab({ project, empty }: CatalogTabProps) {
  const [params, setParams] = useSearchParams();
  const filter = readFilter(params);
  const query = useCatalog(project, filter);
  const pageSize = usePageSize();
  const favourites = useFavourites(project);
  const actions = useDashboardActions(project);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const apply = (next: CatalogFilter): void => {
    setChosen(new Set());
    setParams(writeFilter(next));
  };

  const pages = query.data?.pages;
  const first = pages?.[0];
  const list = ({ counts }: Catalog): ReactNode => {
    const entries = (pages ?? []).flatMap((page) => page.items);
    if (counts.live === 0) return empty;
    if (entries.length === 0)
      return <NothingMatches total={counts.live} onClear={() => apply({ ...NO_FILTER, sort: filter.sort })} />;
    return (
      <>
        <BulkBar
          project={project}
          entries={entries.filter((entry) => chosen.has(entry.name))}
          actions={actions}
          onClear={() => setChosen(new Set())}
        />
        <CatalogTable
          project={project}
          entries={entries}
          favourites={favourites}
          actions={actions}
          selection={chosen}
          onSelection={setChosen}
          sort={filter.sort}
          onSort={(sort) => apply({ ...filter, sort })}
        />
        <LoadMore
          shown={entries.length}
          total={counts.matching}
          noun="dashboard"
          hasMore={query.hasNextPage ?? false}
          isLoading={query.isFetchingNextPage}
          pageSize={pageSize}
          onMore={() => void query.fetchNextPage()}
        />
      </>
    );
  };

  const isEmptyProject = first?.counts.live === 0 && !isFiltered(filter);
  return (
    <>
      {!isEmptyProject && (
        <CatalogToolbar
          filter={filter}
          onFilter={apply}
          catalog={first}
          isAnswered={query.isSuccess && !query.isPreviousData}
        />
      )}
      <Loaded
        query={{ data: first, error: query.error, isFetching: query.isFetching, refetch: query.refetch }}
        what={`The dashboards of ${project}`}
        skeleton={<SkeletonRows rows={12} />}
      >
        {list}
      </Loaded>
    </>
  );
}
