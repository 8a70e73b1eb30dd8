import { useLocation } from 'react-router-dom';
import { useProject } from '@/api/session';
import { useSavedViews } from '@/api/saved-views';
import { Button } from '@/kit/button/button';
import { Tabs } from '@/kit/layout/tabs';
import { Page, PageHead } from '@/kit/page/page';
import { useIsNarrow } from '@/kit/responsive/use-narrow';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { SavedViewsBar } from '@/kit/views/saved-views';
import { formatCount } from '@/lib/numbers';
import type { RunsSummary } from './run';
import { hubSentence } from './run-words';
import { useRunList, useRunsSummary } from './runs-data';
import { rangeBounds, rangePhrase, writeRunsFilter, type RunsTab } from './runs-filter';
import { RunsStripChart } from './runs-strip-chart';
import { RunsTable } from './runs-table';
import { RunsToolbar } from './runs-toolbar';
import { useRunsFilter } from './use-runs-filter';

const WIDE_BUCKETS = 96;
const NARROW_BUCKETS = 36;

const TABS: readonly { tab: RunsTab; label: string; count: (summary: RunsSummary) => number }[] = [
  { tab: 'active', label: 'Active', count: (summary) => summary.active },
  { tab: 'input', label: 'Needs input', count: (summary) => summary.awaiting_input },
  { tab: 'failed', label: 'Failed', count: (summary) => summary.failed },
  { tab: 'all', label: 'All', count: (summary) => summary.all },
];

/** Every operation of the project, whoever started it. The hub only shows: actions live with their feature. */
export function RunsPage() {
  const project = useProject();
  const control = useRunsFilter();
  const { filter, addressOf, change } = control;
  const isNarrow = useIsNarrow();
  const summary = useRunsSummary(project.name, filter.range, isNarrow ? NARROW_BUCKETS : WIDE_BUCKETS);
  const list = useRunList(project.name, filter);
  const now = useNow();
  const zone = useTimeZone();
  const views = useSavedViews('runs', project.name);
  const { pathname } = useLocation();
  const phrase = rangePhrase(filter.range, now, zone);

  return (
    <Page title="Runs">
      <PageHead
        title={summary.data ? hubSentence(summary.data, phrase) : 'Runs'}
        sub={`All operations of ${project.display_name || project.name}, whoever started them. To start one, go to its own page.`}
      />
      <Tabs
        label="Runs by state"
        tabs={TABS.map(({ tab, label, count }) => ({
          label,
          to: addressOf({ tab }),
          count: summary.data && count(summary.data),
          isCurrent: filter.tab === tab,
        }))}
        aside={
          <SavedViewsBar
            views={views.views}
            path={pathname}
            query={writeRunsFilter(filter).toString()}
            onSave={views.save}
            onRemove={views.remove}
            isFull={views.isFull}
          />
        }
      />
      <RunsStripChart
        buckets={summary.data?.strip}
        end={rangeBounds(filter.range, now).to ?? now}
        isOpen={filter.range.kind === 'preset'}
        onChoose={(range) => change({ range: { kind: 'between', ...range } })}
      />
      <RunsToolbar
        control={control}
        isAnswered={list.query.isSuccess}
        end={
          list.waiting > 0 && (
            <Button size="small" icon="arrowUp" onClick={list.showWaiting}>
              {`${formatCount(list.waiting)}${list.mayBeMore ? '+' : ''} new`}
            </Button>
          )
        }
      />
      <RunsTable project={project.name} list={list} filter={filter} onReset={() => change(RESET)} />
    </Page>
  );
}

const RESET = {
  text: '',
  operations: [],
  statuses: [],
  triggers: [],
  startedBy: '',
  range: { kind: 'preset', preset: '30d' },
} as const;
