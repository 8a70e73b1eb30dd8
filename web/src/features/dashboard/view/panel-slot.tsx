import { useMemo, useState } from 'react';
import type { PanelDefinition } from '@perses-dev/core';
import { useSuggestedStepMs } from '@perses-dev/plugin-system';
import { panelKind } from '../chart/panel-kinds';
import { useElementSize } from '../chart/use-element-size';
import { packageOf } from '../query/plugin-table';
import { usePanelData } from '../query/use-panel-data';
import { PanelFrame } from './panel-frame';
import { useInSight } from './use-in-sight';
import type { GridItem } from './grid-model';
import styles from './panel-grid.module.css';

type PanelSlotProps = { item: GridItem; definition: PanelDefinition; style: React.CSSProperties };

/**
 * The place of a panel in the grid. Its queries run while it is in sight, or nearly; they don't wait for what draws them.
 */
export function PanelSlot({ item, definition, style }: PanelSlotProps) {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const size = useElementSize(element);
  const isInSight = useInSight(element);
  const suggestedStepMs = useSuggestedStepMs(size?.width);
  const { plugin, queries } = definition.spec;
  const kind = panelKind(plugin.kind);
  const asked = useMemo(
    () => (queries ?? []).filter((query) => packageOf(query.spec.plugin.kind) !== undefined),
    [queries],
  );
  const answers = usePanelData(asked, {
    isOn: isInSight && size !== undefined && kind !== undefined,
    moments: kind?.moments(plugin.spec) ?? 'range',
    suggestedStepMs,
  });
  return (
    <div ref={setElement} className={styles.slot} style={style}>
      <PanelFrame panelKey={item.key} definition={definition} queries={answers} isInSight={isInSight} />
    </div>
  );
}
