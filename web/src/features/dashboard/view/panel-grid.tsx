import { useState, type ReactNode } from 'react';
import type { DashboardSpec } from '@perses-dev/core';
import {
  parseVariables,
  useReplaceVariablesInString,
  useVariableValues,
  VariableContext,
} from '@perses-dev/plugin-system';
import { counted } from '@/lib/numbers';
import { Icon } from '@/kit/icon/icon';
import { useIsAtMost } from '@/kit/responsive/use-narrow';
import { panelOf } from '../document/dashboard-document';
import { itemHeight, itemStyle, panelGroups, type GridItem, type PanelGroup } from './grid-model';
import { usePanelPage } from './panel-context';
import { PanelSlot } from './panel-slot';
import styles from './panel-grid.module.css';

type GridProps = { spec: DashboardSpec };

function Items({ spec, items }: GridProps & { items: readonly GridItem[] }) {
  const isPhone = useIsAtMost('phone');
  return (
    <div className={styles.grid}>
      {items.map((item, index) => {
        const definition = panelOf(spec, item.key);
        if (!definition) return null;
        const style = isPhone ? { height: itemHeight(item) } : itemStyle(item);
        // A panel may stand twice in a layout.
        return <PanelSlot key={`${item.key} ${index}`} item={item} definition={definition} style={style} />;
      })}
    </div>
  );
}

type GroupProps = GridProps & {
  group: PanelGroup;
  /** The variable for each of whose values the group stands, and which of them this is. */
  repeated?: { variable: string; value: string };
};

/** A title that names the variable has the value in it; another one has it behind. */
function useGroupTitle({ title }: PanelGroup, repeated: GroupProps['repeated']): string {
  const filled = useReplaceVariablesInString(title) ?? '';
  const isNamed = repeated !== undefined && title !== undefined && parseVariables(title).includes(repeated.variable);
  return [filled, isNamed ? undefined : repeated?.value].filter(Boolean).join(', ');
}

function Group({ spec, group, repeated }: GroupProps) {
  const [isOpen, setIsOpen] = useState(group.isOpen);
  const title = useGroupTitle(group, repeated);
  const shows = isOpen || !group.isCollapsible || title === '';
  return (
    <section aria-label={title === '' ? undefined : title}>
      {title !== '' &&
        (group.isCollapsible ? (
          <button type="button" className={styles.title} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            <Icon name={isOpen ? 'chevronDown' : 'chevronRight'} />
            {title}
            {!isOpen && <span className={styles.count}>{counted(group.items.length, 'panel')}</span>}
          </button>
        ) : (
          <h2 className={styles.title}>{title}</h2>
        ))}
      {shows && <Items spec={spec} items={group.items} />}
    </section>
  );
}

/** A group once for each value of its variable. */
function RepeatedGroup({ spec, group, variable }: GridProps & { group: PanelGroup; variable: string }) {
  const state = useVariableValues();
  const values = state[variable]?.value;
  if (!Array.isArray(values) || values.length === 0) return <Group spec={spec} group={group} />;
  return (
    <>
      {values.map((value) => (
        <VariableContext.Provider
          key={value}
          value={{ state: { ...state, [variable]: { ...state[variable], value, loading: false } } }}
        >
          <Group spec={spec} group={group} repeated={{ variable, value }} />
        </VariableContext.Provider>
      ))}
    </>
  );
}

/** What the window has below head and toolbar. */
const ALONE = { height: 'max(22rem, calc(100dvh - 13rem))' };

function Alone({ spec, panel }: GridProps & { panel: string }): ReactNode {
  const definition = panelOf(spec, panel);
  if (!definition) return null;
  const item = { key: panel, x: 0, y: 0, width: 24, height: 12 };
  return <PanelSlot key={panel} item={item} definition={definition} style={ALONE} />;
}

/** All panels of a dashboard, or the one that fills the page. */
export function PanelGrid({ spec }: GridProps) {
  const { expanded } = usePanelPage();
  if (expanded !== undefined && panelOf(spec, expanded)) return <Alone spec={spec} panel={expanded} />;
  return (
    <div className={styles.groups}>
      {panelGroups(spec).map((group) =>
        group.repeatVariable === undefined ? (
          <Group key={group.index} spec={spec} group={group} />
        ) : (
          <RepeatedGroup key={group.index} spec={spec} group={group} variable={group.repeatVariable} />
        ),
      )}
    </div>
  );
}
