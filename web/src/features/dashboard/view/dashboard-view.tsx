import { useMemo, useRef, useState, type ReactNode } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { QueryParamProvider } from 'use-query-params';
import { ReactRouter6Adapter } from 'use-query-params/adapters/react-router-6';
import { useCan } from '@/api/session';
import { useShortcuts } from '@/kit/keys/shortcuts';
import { useTimeZone } from '@/kit/text/clock';
import { createCrosshair, type Crosshair } from '../chart/crosshair';
import type { DashboardDocument } from '../document/dashboard-document';
import type { Versioned } from '../dashboard-api';
import { dashboardPaths } from '../dashboard-paths';
import { useCheckNow } from '../use-check-now';
import { useTimeState, type TimeControl } from '../time/use-time-state';
import { DashboardCanvas } from './dashboard-canvas';
import { EmptyDashboard } from './empty-dashboard';
import { NewerVersionNote } from './newer-version-note';
import type { PanelPage } from './panel-context';
import { SharedVariablesNote } from './shared-variables-note';
import { useFullScreen } from './use-full-screen';
import { useProjectData } from './use-project-data';
import { VariableAddress } from './variable-address';
import { ViewHeader } from './view-header';
import { ViewPalette } from './view-palette';
import { ViewSkeleton } from './view-skeleton';
import { ViewToolbar } from './view-toolbar';
import styles from './dashboard-view.module.css';

type ExpandingPage = PanelPage & { expand: (panel: string | undefined) => void };

/** The panel that fills the page is named in the address. */
function usePanelPageState(project: string, name: string): ExpandingPage {
  const [params, setParams] = useSearchParams();
  const expanded = params.get('panel') ?? undefined;
  const canEdit = useCan('dashboard:write');
  return useMemo(
    () => ({
      expanded,
      expand: (panel) =>
        setParams((current) => {
          const next = new URLSearchParams(current);
          if (panel === undefined) next.delete('panel');
          else next.set('panel', panel);
          return next;
        }),
      editPath: canEdit
        ? (panel) => `${dashboardPaths.edit(project, name)}?edit=${encodeURIComponent(panel)}`
        : undefined,
    }),
    [expanded, setParams, canEdit, project, name],
  );
}

/** The panel under the pointer or with the focus. */
function panelInHand(): string | undefined {
  const element = document.querySelector('[data-panel]:hover') ?? document.activeElement?.closest('[data-panel]');
  return element?.getAttribute('data-panel') ?? undefined;
}

type PageProps = { project: string; document: DashboardDocument };

function useViewShortcuts({ project, document: { metadata } }: PageProps, page: ExpandingPage, crosshair: Crosshair) {
  const navigate = useNavigate();
  const canEdit = useCan('dashboard:write');
  useShortcuts('Dashboard', [
    canEdit && { keys: 'e', label: 'Edit', run: () => navigate(dashboardPaths.edit(project, metadata.name)) },
    {
      keys: 'v',
      label: 'Show the panel under the pointer alone',
      run: () => page.expand(page.expanded === undefined ? panelInHand() : undefined),
    },
    {
      keys: 'Escape',
      label: 'Unpin the moment, then back to all panels',
      run: () => {
        if (crosshair.read().isPinned) crosshair.unpin();
        else if (page.expanded !== undefined) page.expand(undefined);
      },
    },
  ]);
}

type ViewPageProps = PageProps & { time: TimeControl; error: unknown; panels: ReactNode };

/** What stands around the panels of a dashboard in its project. */
function ViewPage({ project, document, time, error, panels }: ViewPageProps) {
  const { name, version = 0 } = document.metadata;
  const root = useRef<HTMLDivElement>(null);
  const fullScreen = useFullScreen(root);
  const check = useCheckNow(project, name);
  useShortcuts('Dashboard', [{ keys: 'f', label: 'Full screen', run: fullScreen.toggle }]);
  const hasPanels = Object.keys(document.spec.panels).length > 0;
  return (
    <div ref={root} className={styles.page}>
      <ViewPalette project={project} document={document} onCheck={check.start} />
      <ViewHeader
        project={project}
        document={document}
        isFullScreen={fullScreen.isFull}
        onFullScreen={fullScreen.toggle}
        onCheck={check.start}
      />
      {check.note}
      <SharedVariablesNote error={error} />
      <NewerVersionNote project={project} name={name} shown={version} />
      <ViewToolbar time={time} />
      {hasPanels ? panels : <EmptyDashboard project={project} name={name} />}
    </div>
  );
}

/** A dashboard on its page: drawn as everywhere, with its time, its variables and its panel in the address. */
export function DashboardView({ project, versioned }: { project: string; versioned: Versioned }) {
  const { document } = versioned;
  const time = useTimeState(document);
  const ownZone = useTimeZone();
  const page = usePanelPageState(project, document.metadata.name);
  const [crosshair] = useState(createCrosshair);
  const canEdit = useCan('dashboard:write');
  const { data, error } = useProjectData(project);
  useViewShortcuts({ project, document }, page, crosshair);
  if (!data) return <ViewSkeleton />;
  return (
    <QueryParamProvider adapter={ReactRouter6Adapter}>
      <DashboardCanvas
        document={document}
        data={data}
        time={time}
        zone={time.zone ?? ownZone}
        permissions={{ canEdit }}
        page={page}
        crosshair={crosshair}
      >
        {(panels) => (
          <VariableAddress>
            <ViewPage project={project} document={document} time={time} error={error} panels={panels} />
          </VariableAddress>
        )}
      </DashboardCanvas>
    </QueryParamProvider>
  );
}
