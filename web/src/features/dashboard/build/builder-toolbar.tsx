import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useDashboardActions, useListPanelGroups, usePanelActions } from '@perses-dev/dashboards';
import { useTimeRange } from '@perses-dev/plugin-system';
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
type PanelGroup = ReturnType<typeof useListPanelGroups>[number];

/** Opens the editor of one panel, once. */
function OpenPanel({ group, item }: { group: PanelGroup; item: string }) {
  const { openEditPanel } = usePanelActions({ panelGroupId: group.id, panelGroupItemLayoutId: item });
  const isDone = useRef(false);
  useEffect(() => {
    if (isDone.current) return;
    isDone.current = true;
    openEditPanel();
  }, [openEditPanel]);
  return null;
}

/** The address may name what to begin with: a panel to edit, or that one is to be added. */
function FirstStep() {
  const [params, setParams] = useSearchParams();
  const [wish] = useState(() => ({ edit: params.get('edit'), adds: params.get('add') === 'panel' }));
  const groups = useListPanelGroups();
  const addPanel = useAddPanel();
  const isDone = useRef(false);
  useEffect(() => {
    if (isDone.current) return;
    isDone.current = true;
    if (wish.adds) addPanel();
    if (wish.edit === null && !wish.adds) return;
    setParams(
      (current) => {
        const next = new URLSearchParams(current);
        next.delete('edit');
        next.delete('add');
        return next;
      },
      { replace: true },
    );
  }, [wish, addPanel, setParams]);
  for (const group of groups) {
    const found = Object.entries(group.itemPanelKeys).find(([, key]) => key === wish.edit);
    if (found) return <OpenPanel group={group} item={found[0]} />;
  }
  return null;
}

/** What can be added and changed, beside variables and time for the preview. */
export function BuilderToolbar({ builder, time }: { builder: Builder; time: TimeControl }) {
  const { openAddPanelGroup } = useDashboardActions();
  const addPanel = useAddPanel();
  const { refresh } = useTimeRange();
  const zone = useTimeZone();
  const [open, setOpen] = useState<Open>();
  useAutoRefresh(time.refresh);
  return (
    <>
      <FirstStep />
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
