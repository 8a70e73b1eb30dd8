import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useDashboardActions, useDashboardStore, useListPanelGroups } from '@perses-dev/dashboards';
import { useTimeRange } from '@perses-dev/plugin-system';
import { usePendingAction } from '@/lib/use-pending-action';
import { Button } from '@/kit/button/button';
import { useTimeZone } from '@/kit/text/clock';
import { zoomOut } from '@/kit/date-time/time-window';
import { TimeMenu } from '../time/time-menu';
import { useAutoRefresh } from '../time/use-auto-refresh';
import type { TimeControl } from '../time/use-time-state';
import { VariableControls } from '../view/variable-controls';
import { JsonDialog } from './json-dialog';
import { SettingsDialog } from './settings-dialog';
import { useAddPanel } from './use-add-panel';
import type { Builder } from './use-builder';
import { VariablesDrawer } from './variables-drawer';
import styles from './builder.module.css';

type Open = 'json' | 'settings' | 'variables' | undefined;

/** Gives what opens the editor of a panel; it is false when there is no such panel. */
function useEditPanel(): (panel: string) => boolean {
  const openEditPanel = useDashboardStore((state) => state.openEditPanel);
  const groups = useListPanelGroups();
  return (panel) => {
    for (const { id, itemPanelKeys } of groups) {
      const found = Object.entries(itemPanelKeys).find(([, key]) => key === panel);
      if (!found) continue;
      openEditPanel({ panelGroupId: id, panelGroupItemLayoutId: found[0] });
      return true;
    }
    return false;
  };
}

/** The address may name what to begin with: a panel to edit, or that one is to be added. */
function useFirstStep(addPanel: () => void): void {
  const [params, setParams] = useSearchParams();
  const edit = params.get('edit') ?? undefined;
  const adds = params.get('add') === 'panel';
  usePendingAction(useEditPanel(), edit);
  usePendingAction(
    () => {
      if (adds) addPanel();
      setParams(
        (current) => {
          const next = new URLSearchParams(current);
          next.delete('edit');
          next.delete('add');
          return next;
        },
        { replace: true },
      );
      return true;
    },
    edit !== undefined || adds ? 'told' : undefined,
  );
}

/** What can be added and changed, beside variables and time for the preview. */
export function BuilderToolbar({ builder, time }: { builder: Builder; time: TimeControl }) {
  const { openAddPanelGroup } = useDashboardActions();
  const addPanel = useAddPanel();
  const { refresh } = useTimeRange();
  const zone = useTimeZone();
  const [open, setOpen] = useState<Open>();
  useAutoRefresh(time.refresh);
  useFirstStep(addPanel);
  return (
    <>
      <div className={styles.bar}>
        <div className={styles.tools}>
          <Button icon="plus" onClick={addPanel}>
            Panel
          </Button>
          <Button icon="plus" onClick={openAddPanelGroup}>
            Group
          </Button>
          <Button icon="filter" onClick={() => setOpen('variables')}>
            Variables
          </Button>
          <Button icon="settings" onClick={() => setOpen('settings')}>
            Settings
          </Button>
          <Button icon="file" onClick={() => setOpen('json')}>
            JSON
          </Button>
        </div>
        <TimeMenu
          time={time}
          zone={zone}
          onZoomOut={() => time.go(zoomOut(time.window, Date.now()))}
          onRefresh={refresh}
        />
      </div>
      <VariableControls />
      <VariablesDrawer isOpen={open === 'variables'} onClose={() => setOpen(undefined)} />
      {open === 'json' && (
        <JsonDialog document={builder.document} onApply={builder.replace} onClose={() => setOpen(undefined)} />
      )}
      {open === 'settings' && (
        <SettingsDialog document={builder.document} onApply={builder.replace} onClose={() => setOpen(undefined)} />
      )}
    </>
  );
}
