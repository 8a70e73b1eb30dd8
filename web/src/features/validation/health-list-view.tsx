import { Link } from 'react-router-dom';
import { useProjectEvents } from '@/api/live';
import { Button } from '@/kit/button/button';
import { Loaded } from '@/kit/page/loaded';
import { SkeletonRows } from '@/kit/page/skeleton';
import { EmptyState } from '@/kit/page/states';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { StatusWord } from '@/kit/status/status-word';
import { Strip } from '@/kit/chart/strip';
import { DataTable } from '@/kit/table/data-table';
import { LoadMore } from '@/kit/table/load-more';
import type { Column, NarrowRow } from '@/kit/table/table-column';
import { useFading } from '@/kit/table/use-fading';
import { useStableOrder } from '@/kit/table/use-stable-order';
import { Person } from '@/kit/text/person';
import { Elapsed, RelativeTime } from '@/kit/text/relative-time';
import { cx } from '@/lib/cx';
import { orDash } from '@/lib/numbers';
import { namesakes } from './cause-list';
import { assetKey, environmentName, faceOf, reportPath, type Environment, type HealthEntry } from './health';
import type { HealthList } from './health-data';
import { isSort, writeHealthFilter } from './health-filter';
import { HealthReason } from './health-reason';
import type { HealthFilterControl } from './use-health-filter';
import styles from './health.module.css';

type HealthListViewProps = {
  project: string;
  list: HealthList;
  control: HealthFilterControl;
  environments: readonly Environment[];
};

/** The orders that begin with the newest. */
const NEWEST_FIRST: readonly string[] = ['since', 'checked'];

function columnsOf(
  project: string,
  environments: readonly Environment[],
  repeated: ReadonlySet<string>,
): Column<HealthEntry>[] {
  const many = environments.length > 1;
  return [
    {
      key: 'state',
      head: 'State',
      width: '7.5rem',
      sortField: 'status',
      cell: (entry) => <StatusWord face={faceOf(entry.status)} />,
    },
    {
      key: 'title',
      head: 'Dashboard',
      sortField: 'name',
      cell: (entry) => (
        <>
          <Link className={styles.title} to={reportPath(project, entry)}>
            {entry.title}
          </Link>
          {repeated.has(entry.title) && <span className={cx('cut', styles.urlName)}>{entry.asset}</span>}
          <HealthReason entry={entry} />
        </>
      ),
    },
    ...(many
      ? [
          {
            key: 'environment',
            head: 'Environment',
            width: '11%',
            isSecondary: true,
            cell: (entry: HealthEntry) => environmentName(environments, entry.environment),
          },
        ]
      : []),
    {
      key: 'owner',
      head: 'Owner',
      width: '9%',
      isSecondary: true,
      cell: (entry) => entry.owner !== undefined && <Person name={entry.owner} />,
    },
    {
      key: 'strip',
      head: 'Last 30 checks',
      width: '13rem',
      isSecondary: true,
      cell: (entry) => <Strip marks={entry.strip.map((state) => ({ state }))} />,
    },
    {
      key: 'since',
      head: 'Since',
      width: '6rem',
      align: 'end',
      sortField: 'since',
      cell: (entry) => (entry.since === undefined ? '–' : <Elapsed since={entry.since} rhythm="minute" />),
    },
    {
      key: 'next',
      head: 'Next check',
      width: '7.5rem',
      align: 'end',
      cell: (entry) =>
        entry.next_check_at === undefined ? '–' : <RelativeTime at={entry.next_check_at} form="moment" />,
    },
    {
      key: 'policy',
      head: 'Last policy',
      width: '11%',
      isSecondary: true,
      cell: (entry) => (
        <span className="cut" title={entry.policy}>
          {orDash(entry.policy)}
        </span>
      ),
    },
  ];
}

function narrowRow(entry: HealthEntry, repeated: ReadonlySet<string>): NarrowRow {
  const face = faceOf(entry.status);
  return {
    glyph: <StatusGlyph glyph={face.glyph} label={face.label} />,
    title: repeated.has(entry.title) ? (
      <>
        {entry.title} <span className={styles.urlName}>{entry.asset}</span>
      </>
    ) : (
      entry.title
    ),
    end: entry.since === undefined ? '' : <Elapsed since={entry.since} rhythm="minute" />,
    detail: <HealthReason entry={entry} />,
    detailEnd: <Strip marks={entry.strip.map((state) => ({ state }))} size="narrow" slots={12} />,
  };
}

export function HealthListView({ project, list, control, environments }: HealthListViewProps) {
  const { filter, change } = control;
  const { isFading, fade } = useFading();
  const loaded = list.data?.pages.flatMap((page) => page.items) ?? [];
  const scope = writeHealthFilter({ ...filter, sheet: undefined, run: '', open: undefined }).toString();
  const { rows, isMoved, sortAgain } = useStableOrder(loaded, assetKey, scope);
  const repeated = namesakes(rows);
  useProjectEvents(['health'], ({ data }) => {
    const { environment, asset } = data;
    if (typeof environment === 'string' && typeof asset === 'string') fade(assetKey({ environment, asset }));
  });
  return (
    <Loaded query={list} what="The list" skeleton={<SkeletonRows rows={10} />}>
      {({ pages }) =>
        rows.length === 0 ? (
          <EmptyState title="No dashboard matches">The filters above leave nothing.</EmptyState>
        ) : (
          <>
            {isMoved && (
              <Button size="small" icon="refresh" onClick={sortAgain}>
                States changed: sort again
              </Button>
            )}
            <DataTable
              label="Health of dashboards"
              rows={rows}
              rowKey={assetKey}
              columns={columnsOf(project, environments, repeated)}
              narrow={(entry) => narrowRow(entry, repeated)}
              rowTo={(entry) => reportPath(project, entry)}
              onOpen={(entry) => change({ sheet: { environment: entry.environment, asset: entry.asset } })}
              openKey={filter.sheet && assetKey(filter.sheet)}
              sort={{ field: filter.sort, direction: NEWEST_FIRST.includes(filter.sort) ? 'desc' : 'asc' }}
              onSort={({ field }) => isSort(field) && change({ sort: field })}
              isChanged={(entry) => isFading(assetKey(entry))}
            />
            <LoadMore
              shown={rows.length}
              total={pages[0]?.total}
              noun="dashboard"
              hasMore={list.hasNextPage ?? false}
              isLoading={list.isFetchingNextPage}
              onMore={() => void list.fetchNextPage()}
              pageSize={50}
            />
          </>
        )
      }
    </Loaded>
  );
}
