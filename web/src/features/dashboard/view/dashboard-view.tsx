import { useMemo, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { useCan } from '@/api/session';
import { useShortcuts } from '@/kit/keys/shortcuts';
import { TimeZoneProvider, useTimeZone } from '@/kit/text/clock';
import { createCrosshair, CrosshairContext } from '../chart/crosshair';
import type { DashboardDocument } from '../document/dashboard-document';
import { PersesScope } from '../query/perses-scope';
import { loadPackagesAhead } from '../query/plugin-loader';
import type { Versioned } from '../dashboard-api';
import { dashboardPaths } from '../dashboard-paths';
import { useCheckNow } from '../use-check-now';
import { createFreshnessBoard, FreshnessContext } from '../time/freshness';
import { useTimeState } from '../time/use-time-state';
import { DashboardScope } from './dashboard-scope';
import { EmptyDashboard } from './empty-dashboard';
import { NewerVersionNote } from './newer-version-note';
import { PanelGrid } from './panel-grid';
import { PanelPageContext, type PanelPage } from './panel-context';
import { useFullScreen } from './use-full-screen';
import { ViewHeader } from './view-header';
import { ViewPalette } from './view-palette';
import { ViewToolbar } from './view-toolbar';
import styles from './dashboard-view.module.css';

/** Loads what a dashboard is drawn and asked with. */
export function loadPluginsAhead({ panels, variables }: DashboardDocument['spec']): void {
  const used = Object.values(panels).flatMap(({ spec: { plugin, queries = [] } }) => [
    plugin.kind,
    ...queries.map((query) => query.spec.plugin.kind),
  ]);
  const asked = (variables ?? []).map((one) => (one.kind === 'ListVariable' ? one.spec.plugin.kind : ''));
  loadPackagesAhead([...used, ...asked]);
}

/** The panel that fills the page is named in the address. */
function usePanelPageState(project: string, name: string): PanelPage {
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

export function DashboardView({ project, versioned }: { project: string; versioned: Versioned }) {
  const { document } = versioned;
  const { name } = document.metadata;
  const time = useTimeState(document);
  const ownZone = useTimeZone();
  const zone = time.zone ?? ownZone;
  const page = usePanelPageState(project, name);
  const root = useRef<HTMLDivElement>(null);
  const fullScreen = useFullScreen(root);
  const navigate = useNavigate();
  const canEdit = useCan('dashboard:write');
  const check = useCheckNow(project, name);
  const [crosshair] = useState(createCrosshair);
  const [board] = useState(createFreshnessBoard);

  useShortcuts('Dashboard', [
    canEdit && { keys: 'e', label: 'Edit', run: () => navigate(dashboardPaths.edit(project, name)) },
    { keys: 'f', label: 'Full screen', run: fullScreen.toggle },
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

  const hasPanels = Object.keys(document.spec.panels).length > 0;
  return (
    <TimeZoneProvider zone={zone}>
      <PersesScope zone={zone}>
        <DashboardScope document={document} time={time}>
          <FreshnessContext.Provider value={board}>
            <CrosshairContext.Provider value={crosshair}>
              <PanelPageContext.Provider value={page}>
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
                  <NewerVersionNote project={project} name={name} shown={document.metadata.version ?? 0} />
                  <ViewToolbar time={time} />
                  {hasPanels ? <PanelGrid spec={document.spec} /> : <EmptyDashboard project={project} name={name} />}
                </div>
              </PanelPageContext.Provider>
            </CrosshairContext.Provider>
          </FreshnessContext.Provider>
        </DashboardScope>
      </PersesScope>
    </TimeZoneProvider>
  );
}
