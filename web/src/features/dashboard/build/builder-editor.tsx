import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { setAutoFreeze } from 'immer';
import { ChartsProvider, useChartsTheme } from '@perses-dev/components';
import {
  Dashboard,
  DashboardProvider,
  DeletePanelDialog,
  DeletePanelGroupDialog,
  PanelDrawer,
  PanelGroupDialog,
} from '@perses-dev/dashboards';
import { useMe } from '@/api/session';
import { TimeZoneProvider, useTimeZone } from '@/kit/text/clock';
import { leaveUnasked } from '@/lib/unsaved-work';
import { createCrosshair, CrosshairContext } from '../chart/crosshair';
import { dashboardPaths } from '../dashboard-paths';
import { named } from '../document/dashboard-document';
import { PersesScope } from '../query/perses-scope';
import { useTimeState, type TimeControl } from '../time/use-time-state';
import { DashboardScope } from '../view/dashboard-scope';
import { SharedVariablesNote } from '../view/shared-variables-note';
import { useNewerVersion } from '../view/use-newer-version';
import { useProjectData } from '../view/use-project-data';
import { VariableAddress } from '../view/variable-address';
import { BuilderHeader } from './builder-header';
import { BuilderToolbar } from './builder-toolbar';
import { ConflictDialog } from './conflict-dialog';
import { FirstPanel } from './first-panel';
import { CreateDialog } from './create-dialog';
import { NewerVersionWarning } from './newer-version-warning';
import { SaveDialog } from './save-dialog';
import { useBuilder, type Start } from './use-builder';
import { useCompleteParts } from './use-complete-parts';
import { useSave } from './use-save';
import { useUnsavedChanges } from './use-unsaved-changes';
import styles from './builder.module.css';

/**
 * The grid moves panels by writing into the layout that it has handed to Perses' store. Frozen there, nothing could be
 * dragged. What the store gives out is copied before it is kept, so nobody else sees the writing. On all other pages
 * what is kept stays frozen.
 */
function useWritableGrid(): void {
  useLayoutEffect(() => {
    setAutoFreeze(false);
    return () => setAutoFreeze(true);
  }, []);
}

type EditorProps = { project: string; start: Start; time: TimeControl };

function Editor({ project, start, time }: EditorProps) {
  const navigate = useNavigate();
  const { login } = useMe().user;
  const { name } = start.baseline.metadata;
  const address = useMemo(
    () => ({ user: login, project, name: start.isNew ? 'new' : name }),
    [login, project, name, start.isNew],
  );
  const builder = useBuilder(start, address);
  useCompleteParts();
  const [isSaving, setIsSaving] = useState(false);
  const isDone = useRef(false);
  useUnsavedChanges(builder, builder.discardDraft);
  const saving = useSave(project, start, (savedName) => {
    isDone.current = true;
    builder.discardDraft();
    leaveUnasked(() => navigate(dashboardPaths.view(project, savedName)));
  });
  // One's own save is heard like everybody's.
  const heard = useNewerVersion(project, name, start.base);
  const newer = start.isNew || saving.isBusy || isDone.current ? undefined : heard;
  const close = (): void => {
    saving.reset();
    setIsSaving(false);
  };
  const charts = useChartsTheme();
  return (
    <div className={styles.page}>
      <BuilderHeader
        project={project}
        builder={builder}
        start={start}
        isSaving={saving.isBusy}
        onSave={() => setIsSaving(true)}
        onCancel={() => navigate(start.isNew ? dashboardPaths.list(project) : dashboardPaths.view(project, name))}
      />
      {newer && <NewerVersionWarning newer={newer} />}
      <BuilderToolbar builder={builder} time={time} />
      {Object.keys(builder.document.spec.panels).length === 0 && <FirstPanel />}
      <div className={styles.grid}>
        <Dashboard
          emptyDashboardProps={{ title: 'No panels yet', description: 'Add a panel: it shows the answer of a query.' }}
        />
      </div>
      {/* The preview in the drawer has a time of its own under the pointer. */}
      <ChartsProvider chartsTheme={charts} enablePinning={false} enableSyncGrouping={false}>
        <PanelDrawer />
      </ChartsProvider>
      <PanelGroupDialog />
      <DeletePanelGroupDialog />
      <DeletePanelDialog />
      {isSaving && start.isNew && (
        <CreateDialog
          document={builder.document}
          isBusy={saving.isBusy}
          error={saving.error}
          onSave={(title, newName, restore) => saving.create(builder.document, title, newName, restore)}
          onClose={(title, newName) => {
            builder.replace(named(builder.document, title, newName));
            close();
          }}
        />
      )}
      {isSaving && !start.isNew && !saving.conflict && (
        <SaveDialog
          project={project}
          document={builder.document}
          base={start.base}
          newer={newer}
          isBusy={saving.isBusy}
          error={saving.error}
          reason={saving.reason}
          onReason={saving.setReason}
          onSave={() => saving.save(builder.document)}
          onClose={close}
        />
      )}
      {isSaving && saving.conflict && (
        <ConflictDialog
          project={project}
          mine={builder.document}
          conflict={saving.conflict}
          base={start.base}
          isBusy={saving.isBusy}
          error={saving.error}
          onResolve={(resolution, copy) => saving.resolve(builder.document, resolution, copy)}
          onClose={close}
        />
      )}
    </div>
  );
}

/** The builder of one dashboard, from one starting point. */
export function BuilderEditor({ project, start }: { project: string; start: Start }) {
  useWritableGrid();
  const time = useTimeState(start.document);
  const ownZone = useTimeZone();
  const zone = time.zone ?? ownZone;
  const [crosshair] = useState(createCrosshair);
  const { data, error } = useProjectData(project);
  if (!data) return null;
  return (
    <TimeZoneProvider zone={zone}>
      <PersesScope zone={zone}>
        <DashboardScope document={start.document} data={data} time={time} permissions={{ canEdit: true }}>
          <VariableAddress>
            <SharedVariablesNote error={error} />
            <CrosshairContext.Provider value={crosshair}>
              <DashboardProvider initialState={{ dashboardResource: start.document, isEditMode: true }}>
                <Editor project={project} start={start} time={time} />
              </DashboardProvider>
            </CrosshairContext.Provider>
          </VariableAddress>
        </DashboardScope>
      </PersesScope>
    </TimeZoneProvider>
  );
}
