import { useSearchParams } from 'react-router-dom';
import { Tabs } from '@/kit/layout/tabs';
import { useIsNarrow } from '@/kit/responsive/use-narrow';
import { isFinished } from '@/kit/status/status-table';
import type { RunDetail } from './run';
import type { ItemView } from './item-groups';
import { LogViewer } from './log-viewer';
import { useLogAddress } from './log-view-state';
import { useRunItems } from './run-data';
import { RunItems } from './run-items';
import { RunTimeline } from './run-timeline';
import styles from './run.module.css';

const VIEWS: readonly ItemView[] = ['failing', 'warnings', 'unchecked', 'failed', 'all'];
const PARTS = ['items', 'log', 'timeline'] as const;
type Part = (typeof PARTS)[number];

type RunBodyProps = { detail: RunDetail; onChange: () => void };

/** Items beside the log; when narrow one of them, with the timeline as a third. */
export function RunBody({ detail, onChange }: RunBodyProps) {
  const { run } = detail;
  const [params] = useSearchParams();
  const log = useLogAddress();
  const isNarrow = useIsNarrow();
  const view = VIEWS.find((known) => known === params.get('items')) ?? 'all';
  const items = useRunItems(run.project, run.id, view);
  const loaded = items.data?.pages.flatMap((page) => page.items) ?? [];
  const names = new Map(loaded.map((item) => [item.seq, item.title]));
  const hasLogAddress = log.anchor !== undefined || log.query !== '' || log.filter.item !== undefined;
  const part: Part = PARTS.find((known) => known === params.get('tab')) ?? (hasLogAddress ? 'log' : 'items');

  const viewer = (
    <LogViewer
      project={run.project}
      run={run.id}
      known={{ first: detail.log_lines > 0 ? 1 : 0, last: detail.log_lines, isComplete: isFinished(run.status) }}
      firstError={detail.first_error_seq}
      startedAt={run.started_at}
      itemName={(seq) => names.get(seq) ?? `no. ${seq}`}
      onRunChange={onChange}
    />
  );
  const list = <RunItems detail={detail} view={view} query={items} items={loaded} />;
  if (!isNarrow) {
    return (
      <div className={styles.body}>
        {list}
        {viewer}
      </div>
    );
  }
  const to = (tab: Part): string =>
    `?${new URLSearchParams([...params].filter(([name]) => name !== 'tab').concat([['tab', tab]])).toString()}`;
  return (
    <>
      <Tabs
        label="Parts of the run"
        tabs={[
          { label: 'Items', to: to('items'), count: run.counts.total, isCurrent: part === 'items' },
          { label: 'Log', to: to('log'), count: detail.log_lines, isCurrent: part === 'log' },
          { label: 'Timeline', to: to('timeline'), isCurrent: part === 'timeline' },
        ]}
      />
      {part === 'items' && list}
      {part === 'log' && <div className={styles.narrowLog}>{viewer}</div>}
      {part === 'timeline' && <RunTimeline detail={detail} />}
    </>
  );
}
