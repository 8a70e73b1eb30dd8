import { useRef, useState, type KeyboardEvent } from 'react';
import { Loaded } from '@/kit/page/loaded';
import { SkeletonRows } from '@/kit/page/skeleton';
import { EmptyState } from '@/kit/page/states';
import { Kbd } from '@/kit/keys/kbd';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { LoadMore } from '@/kit/table/load-more';
import {
  faceOf,
  STATUS_LETTERS,
  type Environment,
  type HealthEntry,
  type HealthPage,
  type HealthStatus,
} from './health';
import { isHealthFiltered, type MatrixGroup } from './health-filter';
import type { HealthList } from './health-data';
import { matrixColumns, matrixSections, moveCell, type CellPlace, type SectionCounts } from './matrix';
import { MatrixHead } from './matrix-head';
import { MatrixSectionRows } from './matrix-section';
import type { HealthFilterControl } from './use-health-filter';
import styles from './matrix.module.css';

type MatrixViewProps = {
  project: string;
  list: HealthList;
  control: HealthFilterControl;
  environments: readonly Environment[];
};

/** Dashboards across environments. A letter and a glyph say the state, the number how long it lasts. */
export function MatrixView({ list, control, environments }: MatrixViewProps) {
  return (
    <Loaded query={list} what="The matrix" skeleton={<SkeletonRows rows={12} />}>
      {({ pages }) => {
        const entries = pages.flatMap((page) => page.items);
        if (entries.length === 0)
          return <EmptyState title="No dashboard matches">The filters above leave nothing.</EmptyState>;
        const counts: SectionCounts = {
          isWhole: !(list.hasNextPage ?? false),
          isFiltered: isHealthFiltered(control.filter),
          facets: facetsOf(pages[0], control.filter.group),
        };
        return (
          <>
            <Matrix entries={entries} environments={environments} control={control} counts={counts} />
            <LoadMore
              shown={entries.length}
              total={pages[0]?.total}
              noun="dashboard"
              hasMore={list.hasNextPage ?? false}
              isLoading={list.isFetchingNextPage}
              onMore={() => void list.fetchNextPage()}
              pageSize={100}
            />
          </>
        );
      }}
    </Loaded>
  );
}

type MatrixProps = {
  entries: readonly HealthEntry[];
  environments: readonly Environment[];
  control: HealthFilterControl;
  counts: SectionCounts;
};

function facetsOf(page: HealthPage | undefined, group: MatrixGroup): SectionCounts['facets'] {
  if (group === 'none') return [];
  return (group === 'owner' ? page?.owners : page?.tags) ?? [];
}

function Matrix({ entries, environments, control: { filter, change }, counts }: MatrixProps) {
  const [place, setPlace] = useState<CellPlace>({ row: 0, column: 0 });
  const cells = useRef(new Map<string, HTMLElement>());
  const columns = matrixColumns(environments, entries);
  const sections = matrixSections(entries, filter.group, counts);
  const rowCount = sections.reduce((sum, section) => sum + section.rows.length, 0);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moveCell(place, event.key, rowCount, columns.length);
    if (next === place) return;
    event.preventDefault();
    event.stopPropagation();
    setPlace(next);
    cells.current.get(`${next.row}:${next.column}`)?.focus();
  };
  let rowsBefore = 0;
  return (
    <>
      <div className={styles.frame} data-few={columns.length < 3}>
        <table className={styles.matrix} aria-label="Dashboards across environments">
          <MatrixHead columns={columns} environments={environments} />
          {sections.map((section) => {
            const firstRow = rowsBefore;
            rowsBefore += section.rows.length;
            return (
              <MatrixSectionRows
                key={section.key}
                section={section}
                columns={columns}
                firstRow={firstRow}
                place={place}
                openSheet={filter.sheet}
                cellRef={(at, element) => {
                  const key = `${at.row}:${at.column}`;
                  if (element) cells.current.set(key, element);
                  else cells.current.delete(key);
                }}
                onFocus={setPlace}
                onKeyDown={onKeyDown}
                onOpen={(entry) => change({ sheet: { environment: entry.environment, asset: entry.asset } })}
              />
            );
          })}
        </table>
      </div>
      <MatrixLegend />
    </>
  );
}

const LEGEND: readonly (readonly [HealthStatus, string])[] = [
  ['PASS', 'pass'],
  ['WARN', 'warning'],
  ['FAIL', 'fail'],
  ['UNKNOWN', 'unknown'],
];

function MatrixLegend() {
  return (
    <div className={styles.legend}>
      {LEGEND.map(([status, word]) => (
        <span key={status}>
          <StatusGlyph glyph={faceOf(status).glyph} size="inline" /> {STATUS_LETTERS[status]} {word}
        </span>
      ))}
      <span className="tertiary">The number is the time in this state</span>
      <span className={styles.keys}>
        <Kbd keys="h" />
        <Kbd keys="j" />
        <Kbd keys="k" />
        <Kbd keys="l" /> move <Kbd keys="Enter" /> open
      </span>
    </div>
  );
}
