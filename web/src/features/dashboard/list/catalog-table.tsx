import { Link, useNavigate } from 'react-router-dom';
import { catalogSortValues } from '@/api/schema.gen';
import { formatAge, parseTime } from '@/lib/time';
import { formatCount, orDash } from '@/lib/numbers';
import { plainSentence } from '@/lib/plain-sentence';
import { Tag, TagList } from '@/kit/chip/tag';
import { Icon } from '@/kit/icon/icon';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { healthFace } from '@/kit/status/status-table';
import { StatusWord } from '@/kit/status/status-word';
import { Strip } from '@/kit/chart/strip';
import { DataTable } from '@/kit/table/data-table';
import type { Column, SortOrder } from '@/kit/table/table-column';
import { Person } from '@/kit/text/person';
import { RelativeTime } from '@/kit/text/relative-time';
import type { CatalogEntry } from '../dashboard-api';
import { dashboardPaths } from '../dashboard-paths';
import type { Favourites } from '../favourites';
import { StarButton } from '../star-button';
import type { CatalogSort } from './catalog-filter';
import { entryTitle, RowMenu } from './row-menu';
import { Thumbnail } from './thumbnail';
import type { DashboardActions } from './use-dashboard-actions';
import styles from './catalog.module.css';

/** The newest mark is at the right end: this column must not be cut. */
const STRIP_WIDTH = '10.25rem';

type CatalogTableProps = {
  project: string;
  entries: readonly CatalogEntry[];
  favourites: Favourites;
  actions: DashboardActions;
  selection: ReadonlySet<string>;
  onSelection: (names: Set<string>) => void;
  sort: CatalogSort;
  onSort: (sort: CatalogSort) => void;
};

/** 'no data, 3 h': what is wrong, and for how long. */
function reason({ health }: CatalogEntry): string | undefined {
  if (health.status === 'PASS') return undefined;
  if (health.checked_at === undefined) return 'never checked';
  const age = health.since === undefined ? '' : formatAge(parseTime(health.since), new Date());
  return [health.brief, age.replace(' ago', '').replace(' min', ' m')].filter((part) => part !== '').join(', ');
}

/** A line of its own has room for the whole sentence. */
function narrowReason(entry: CatalogEntry): string | undefined {
  const { status, summary } = entry.health;
  return status === 'PASS' || summary === '' ? reason(entry) : plainSentence(summary);
}

function Reason({ entry }: { entry: CatalogEntry }) {
  const words = reason(entry);
  if (words === undefined) return null;
  return <span title={entry.health.summary === '' ? words : plainSentence(entry.health.summary)}>{words}</span>;
}

type NameCellProps = { project: string; entry: CatalogEntry; favourites: Favourites };

function NameCell({ project, entry, favourites }: NameCellProps) {
  const title = entryTitle(entry);
  return (
    <span className={styles.name}>
      <Thumbnail name={entry.name} panels={entry.panels} />
      <Link className="cut" to={dashboardPaths.view(project, entry.name)} title={title}>
        {title}
      </Link>
      {entry.state === 'draft' && <Tag>draft</Tag>}
      {favourites.has(entry.name) && (
        <span className={styles.star}>
          <Icon name="star" filled size="small" />
        </span>
      )}
    </span>
  );
}

/** Star and menu stand at the end of the row, where there is room for them: they take none from the name. */
function EndCell({ project, entry, favourites, actions }: NameCellProps & { actions: DashboardActions }) {
  return (
    <>
      <span className={styles.tools}>
        <StarButton favourites={favourites} name={entry.name} title={entryTitle(entry)} />
        <RowMenu project={project} entry={entry} actions={actions} />
      </span>
      {formatCount(entry.views_30d)}
    </>
  );
}

function marks(entry: CatalogEntry): { state: CatalogEntry['health']['status'] }[] {
  return entry.health.strip.map((state) => ({ state }));
}

/** The server sorts names upwards, times and views downwards. */
function order(sort: CatalogSort): SortOrder {
  return { field: sort, direction: sort === 'name' ? 'asc' : 'desc' };
}

export function CatalogTable(props: CatalogTableProps) {
  const { project, entries, favourites, actions, selection, onSelection, sort, onSort } = props;
  const navigate = useNavigate();
  const columns: Column<CatalogEntry>[] = [
    {
      key: 'name',
      head: 'Name',
      sortField: 'name',
      cell: (entry) => <NameCell project={project} entry={entry} favourites={favourites} />,
    },
    {
      key: 'health',
      head: 'Health',
      width: '17%',
      cell: (entry) => <StatusWord face={healthFace(entry.health.status)} detail={<Reason entry={entry} />} />,
    },
    {
      key: 'strip',
      head: 'Last 30 checks',
      width: STRIP_WIDTH,
      isSecondary: true,
      cell: (entry) => <Strip marks={marks(entry)} size="narrow" />,
    },
    {
      key: 'owner',
      head: 'Owner',
      width: '9.5%',
      isTertiary: true,
      cell: (entry) =>
        entry.owner === undefined || entry.owner === '' ? orDash(entry.owner) : <Person name={entry.owner} />,
    },
    { key: 'tags', head: 'Tags', width: '13%', isTertiary: true, cell: (entry) => <TagList tags={entry.tags} /> },
    {
      key: 'updated',
      head: 'Updated',
      width: '7rem',
      sortField: 'updated',
      cell: (entry) => <RelativeTime at={entry.updated_at} />,
    },
    {
      key: 'views',
      head: 'Views, 30 d',
      width: '8rem',
      align: 'end',
      sortField: 'viewed',
      cell: (entry) => <EndCell project={project} entry={entry} favourites={favourites} actions={actions} />,
    },
  ];
  return (
    <DataTable
      label="Dashboards"
      rows={entries}
      rowKey={(entry) => entry.name}
      columns={columns}
      sort={order(sort)}
      onSort={({ field }) => catalogSortValues.filter((known) => known === field).forEach(onSort)}
      onOpen={(entry) => navigate(dashboardPaths.view(project, entry.name))}
      rowTo={(entry) => dashboardPaths.view(project, entry.name)}
      selection={{
        keys: selection,
        onChange: onSelection,
        name: (key) => entryTitle(entries.find((entry) => entry.name === key) ?? { name: key, display_name: '' }),
      }}
      narrow={(entry) => ({
        glyph: (
          <StatusGlyph glyph={healthFace(entry.health.status).glyph} label={healthFace(entry.health.status).label} />
        ),
        title: entryTitle(entry),
        end: <RelativeTime at={entry.updated_at} />,
        detail: narrowReason(entry) ?? entry.owner,
        detailEnd: <Strip marks={marks(entry)} size="narrow" slots={20} />,
      })}
    />
  );
}
