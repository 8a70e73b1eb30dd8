import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { useDisabledReason, useProject } from '@/api/session';
import { Button } from '@/kit/button/button';
import { IconButton } from '@/kit/button/icon-button';
import { Tabs } from '@/kit/layout/tabs';
import { Page, PageHead } from '@/kit/page/page';
import { EmptyState } from '@/kit/page/states';
import { useIsNarrow } from '@/kit/responsive/use-narrow';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { parseTime, startOfDay } from '@/lib/time';
import { dashboardPaths } from './dashboard-paths';
import { BinTab } from './list/bin-tab';
import { NO_FILTER, readFilter } from './list/catalog-filter';
import { CatalogTab } from './list/catalog-tab';
import { catalogSentence, catalogSub } from './list/catalog-words';
import { ImportDialog } from './list/import-dialog';
import { NoticeBar } from './list/notice-bar';
import { useCatalog, useChangedSince, useHealthOverview } from './list/use-catalog';
import { useChartsAhead } from './use-charts-ahead';

type HeadProps = { project: string; onNew: () => void; onImport: () => void };

function Head({ project, onNew, onImport }: HeadProps) {
  const [params] = useSearchParams();
  const catalog = useCatalog(project, params.get('tab') === 'bin' ? NO_FILTER : readFilter(params)).data?.pages[0];
  const overview = useHealthOverview(project);
  const now = useNow();
  const zone = useTimeZone();
  const changedToday = useChangedSince(project, startOfDay(now, zone));
  const whyNot = useDisabledReason('dashboard:write');
  const isNarrow = useIsNarrow();
  if (!catalog) return <PageHead title="Dashboards" sub=" " />;
  const sub = catalogSub({
    checkedAt: overview?.checkedAt === undefined ? undefined : parseTime(overview.checkedAt),
    changedToday,
    now,
    zone,
  });
  return (
    <PageHead
      title={catalogSentence({ live: catalog.counts.live, failing: overview?.failing, warning: overview?.warning })}
      sub={catalog.counts.live === 0 ? 'This project has no dashboards yet.' : sub}
      actions={
        isNarrow ? (
          <>
            <IconButton icon="download" label="Import" variant="outlined" disabledReason={whyNot} onClick={onImport} />
            <IconButton icon="plus" label="New dashboard" variant="outlined" disabledReason={whyNot} onClick={onNew} />
          </>
        ) : (
          <>
            <Button icon="download" disabledReason={whyNot} onClick={onImport}>
              Import
            </Button>
            <Button icon="plus" variant="filled" disabledReason={whyNot} onClick={onNew}>
              New dashboard
            </Button>
          </>
        )
      }
    />
  );
}

function ProjectTabs({ project, isBin }: { project: string; isBin: boolean }) {
  const counts = useCatalog(project, NO_FILTER).data?.pages[0]?.counts;
  return (
    <Tabs
      label="Dashboards"
      tabs={[
        { label: 'Dashboards', to: dashboardPaths.list(project), count: counts?.live, isCurrent: !isBin },
        { label: 'Bin', to: dashboardPaths.bin(project), count: counts?.archived, isCurrent: isBin },
      ]}
    />
  );
}

/** All dashboards of a project: how they are, whose they are, and what is in the bin. */
export function DashboardListPage() {
  const { name: project } = useProject();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const [isImporting, setIsImporting] = useState(false);
  const create = (): void => navigate(dashboardPaths.create(project));
  useChartsAhead();
  const whyNot = useDisabledReason('dashboard:write');
  const isBin = params.get('tab') === 'bin';
  const empty = (
    <EmptyState
      title="No dashboards yet"
      level="page"
      actions={
        <>
          <Button variant="filled" icon="plus" disabledReason={whyNot} onClick={create}>
            New dashboard
          </Button>
          <Button icon="download" disabledReason={whyNot} onClick={() => setIsImporting(true)}>
            Import
          </Button>
        </>
      }
    >
      Build one from panels, or bring one along: Perses JSON and YAML, and Grafana JSON.
    </EmptyState>
  );
  return (
    <Page title="Dashboards">
      <Head project={project} onNew={create} onImport={() => setIsImporting(true)} />
      <ProjectTabs project={project} isBin={isBin} />
      <NoticeBar project={project} />
      {isBin ? <BinTab project={project} /> : <CatalogTab project={project} empty={empty} />}
      {isImporting && <ImportDialog project={project} onClose={() => setIsImporting(false)} />}
    </Page>
  );
}
