import { Link, useNavigate } from 'react-router-dom';
import { Button } from '@/kit/button/button';
import { Loaded } from '@/kit/page/loaded';
import { SkeletonRows } from '@/kit/page/skeleton';
import { EmptyState } from '@/kit/page/states';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { runFace } from '@/kit/status/status-table';
import { DataTable } from '@/kit/table/data-table';
import { LoadMore } from '@/kit/table/load-more';
import type { Column, NarrowRow } from '@/kit/table/table-column';
import { RelativeTime } from '@/kit/text/relative-time';
import { operationOf, type Run } from './run';
import { besideTitle, itemsWord } from './run-words';
import { RunBar, RunStatusWord, RunTook, StartedBy } from './run-cells';
import { HUB_PAGE, type RunList } from './runs-data';
import { isFiltered, type RunsFilter } from './runs-filter';
import styles from './runs.module.css';

type RunsTableProps = { project: string; list: RunList; filter: RunsFilter; onReset: () => void };

function runPath(project: string, run: Run): string {
  return `/p/${encodeURIComponent(project)}/runs/${run.id}`;
}

function columnsOf(project: string): Column<Run>[] {
  return [
    { key: 'status', head: 'Status', width: '10.5rem', cell: (run) => <RunStatusWord run={run} /> },
    {
      key: 'run',
      head: 'Run',
      cell: (run) => (
        <>
          <Link className={styles.title} to={runPath(project, run)}>
            {run.title}
          </Link>
          <span className={styles.beside}>{besideTitle(run)}</span>
        </>
      ),
    },
    {
      key: 'operation',
      head: 'Operation',
      width: '11rem',
      isSecondary: true,
      cell: (run) => <code className={styles.operation}>{operationOf(run)}</code>,
    },
    {
      key: 'items',
      head: 'Items',
      width: '16%',
      cell: (run) => (
        <>
          <RunBar run={run} />
          <span className="num cut">{itemsWord(run)}</span>
        </>
      ),
    },
    {
      key: 'by',
      head: 'Started by',
      width: '15%',
      isSecondary: true,
      cell: (run) => <StartedBy initiator={run.initiator} trigger={run.trigger} />,
    },
    {
      key: 'started',
      head: 'Started',
      width: '6.5rem',
      align: 'end',
      cell: (run) => run.started_at !== undefined && <RelativeTime at={run.started_at} form="moment" />,
    },
    { key: 'took', head: 'Took', width: '6.5rem', align: 'end', cell: (run) => <RunTook run={run} /> },
  ];
}

function narrowRow(run: Run): NarrowRow {
  const beside = besideTitle(run);
  const face = runFace(run.status);
  return {
    glyph: <StatusGlyph glyph={face.glyph} label={face.label} />,
    title: run.title,
    end: <RelativeTime at={run.started_at ?? run.created_at} form="moment" />,
    detail: [face.label, beside, itemsWord(run)].filter(Boolean).join(', '),
    detailEnd: <RunTook run={run} />,
  };
}

export function RunsTable({ project, list, filter, onReset }: RunsTableProps) {
  const navigate = useNavigate();
  const { query, rows } = list;
  return (
    <Loaded query={query} what="The runs" skeleton={<SkeletonRows rows={12} />}>
      {() =>
        rows.length === 0 ? (
          <NoRuns filter={filter} onReset={onReset} />
        ) : (
          <>
            <DataTable
              label="Runs"
              rows={rows}
              rowKey={(run) => run.id}
              columns={columnsOf(project)}
              narrow={narrowRow}
              rowTo={(run) => runPath(project, run)}
              onOpen={(run) => navigate(runPath(project, run))}
              tone={(run) => (run.status === 'awaiting_input' ? 'needs-input' : undefined)}
              isChanged={list.isChanged}
            />
            <LoadMore
              shown={rows.length}
              noun="run"
              hasMore={query.hasNextPage ?? false}
              isLoading={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
              pageSize={HUB_PAGE}
            />
          </>
        )
      }
    </Loaded>
  );
}

const NOTHING: Record<RunsFilter['tab'], { title: string; text: string }> = {
  active: { title: 'Nothing is running', text: 'Checks, migrations and backups show here as soon as one starts.' },
  input: {
    title: 'Nothing waits for input',
    text: 'A run that needs a password or a decision waits here, for everybody who can give it.',
  },
  failed: { title: 'Nothing failed', text: 'Runs that failed or only partly succeeded stand here, with the reason.' },
  all: {
    title: 'Nothing has run',
    text: 'A run begins when somebody checks dashboards, or when a policy’s window opens.',
  },
};

function NoRuns({ filter, onReset }: Pick<RunsTableProps, 'filter' | 'onReset'>) {
  if (isFiltered(filter)) {
    return (
      <EmptyState title="No run matches" actions={<Button onClick={onReset}>Show all runs of 30 days</Button>}>
        The filters above leave nothing.
      </EmptyState>
    );
  }
  const { title, text } = NOTHING[filter.tab];
  return (
    <EmptyState
      title={title}
      actions={filter.tab === 'all' ? <Button onClick={onReset}>Look back 30 days</Button> : undefined}
    >
      {text}
    </EmptyState>
  );
}
