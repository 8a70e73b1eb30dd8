import { useProject } from '@/api/session';
import { useSavedViews } from '@/api/saved-views';
import { Loaded } from '@/kit/page/loaded';
import { Tabs } from '@/kit/layout/tabs';
import { SheetLayout } from '@/kit/overlay/side-sheet';
import { Page } from '@/kit/page/page';
import { SkeletonBody } from '@/kit/page/skeleton';
import { SavedViewsBar } from '@/kit/views/saved-views';
import { AssetSheet } from './asset-sheet';
import { CausesView } from './causes-view';
import { totalOf, type Environment, type HealthCauses, type HealthPage as HealthPageData } from './health';
import { HealthCountsBar } from './health-counts';
import { HealthHead } from './health-head';
import { HealthListView } from './health-list-view';
import { HealthToolbar } from './health-toolbar';
import { NothingChecked } from './nothing-checked';
import { MatrixView } from './matrix-view';
import { useHealthCauses, useHealthList, useHealthLive, type HealthList } from './health-data';
import { HEALTH_VIEWS, isHealthFiltered, writeHealthFilter, type HealthView } from './health-filter';
import { useCheck, type Check } from './use-check';
import { useHealthFilter, type HealthFilterControl } from './use-health-filter';

/** Which dashboards work: by cause, across environments, or one by one. */
export function HealthPage() {
  const project = useProject();
  const control = useHealthFilter();
  const causes = useHealthCauses(project.name, control.filter);
  const list = useHealthList(project.name, control.filter);
  const check = useCheck(project.name, control);
  useHealthLive(project.name);
  return (
    <SheetLayout
      sheet={control.filter.sheet && <AssetSheet control={control} causes={causes.data} list={list} check={check} />}
    >
      <Page title="Health">
        <Loaded level="page" query={causes} what="The health of the dashboards" skeleton={<SkeletonBody rows={8} />}>
          {(data) =>
            isUntouched(data) && !isHealthFiltered(control.filter) ? (
              <NothingChecked
                project={project.name}
                total={totalOf(data.counts)}
                nextCheckAt={data.next_check_at}
                check={check}
              />
            ) : (
              <HealthParts project={project.name} causes={data} list={list} control={control} check={check} />
            )
          }
        </Loaded>
      </Page>
    </SheetLayout>
  );
}

/** Nothing was ever checked: the page teaches how it begins. */
function isUntouched({ counts, last_checked_at }: HealthCauses): boolean {
  return last_checked_at === undefined && counts.unknown === totalOf(counts);
}

type HealthPartsProps = {
  project: string;
  causes: HealthCauses;
  list: HealthList;
  control: HealthFilterControl;
  check: Check;
};

const VIEW_LABELS: Record<HealthView, string> = { causes: 'Causes', matrix: 'Matrix', list: 'List' };

function HealthParts({ project, causes, list, control, check }: HealthPartsProps) {
  const { filter, addressOf } = control;
  const views = useSavedViews('health', project);
  const first: HealthPageData | undefined = list.data?.pages[0];
  const environments: readonly Environment[] = first?.environments ?? [];
  const counts: Record<HealthView, number | undefined> = {
    causes: causes.causes.length,
    matrix: undefined,
    list: first?.total,
  };
  const address = writeHealthFilter({ ...filter, sheet: undefined, run: '' }).toString();
  return (
    <>
      <HealthHead causes={causes} list={list} control={control} check={check} />
      <HealthCountsBar causes={causes} control={control} />
      <Tabs
        label="Health by"
        tabs={HEALTH_VIEWS.map((view) => ({
          label: VIEW_LABELS[view],
          to: addressOf({ view, sheet: undefined }),
          count: counts[view],
          isCurrent: filter.view === view,
        }))}
        aside={
          <SavedViewsBar
            views={views.views}
            path={`/p/${project}/health`}
            query={address}
            onSave={views.save}
            onRemove={views.remove}
            isFull={views.isFull}
          />
        }
      />
      <HealthToolbar
        control={control}
        page={first}
        // Causes are all there: words choose among them.
        isAnswered={filter.view === 'causes' || (list.isSuccess && !list.isPreviousData)}
      />
      {filter.view === 'causes' && <CausesView causes={causes.causes} control={control} environments={environments} />}
      {filter.view === 'matrix' && (
        <MatrixView project={project} list={list} control={control} environments={environments} />
      )}
      {filter.view === 'list' && (
        <HealthListView project={project} list={list} control={control} environments={environments} />
      )}
    </>
  );
}
