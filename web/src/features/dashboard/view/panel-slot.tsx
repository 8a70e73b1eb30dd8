import { useMemo, useRef } from 'react';
import type { PanelDefinition } from '@perses-dev/core';
import { DataQueriesProvider, usePlugin, useSuggestedStepMs } from '@perses-dev/plugin-system';
import { useElementSize } from '../chart/use-element-size';
import { packageOf } from '../query/plugin-table';
import { PanelFrame } from './panel-frame';
import { useInSight } from './use-in-sight';
import type { GridItem } from './grid-model';
import styles from './panel-grid.module.css';

/** Perses throws at a kind of query that it does not know: the page would go with the panel. */
function askable(queries: PanelDefinition['spec']['queries']) {
  return (queries ?? []).filter((query) => packageOf(query.spec.plugin.kind) !== undefined);
}

/** Each refresh is a query of its own: old ones are of no use. */
const KEPT_MS = 10_000;

type PanelSlotProps = { item: GridItem; definition: PanelDefinition; style: React.CSSProperties };

/** The place of a panel in the grid. Its queries run while it is in sight, or nearly. */
export function PanelSlot({ item, definition, style }: PanelSlotProps) {
  const ref = useRef<HTMLDivElement>(null);
  const size = useElementSize(ref);
  const isInSight = useInSight(ref);
  const suggestedStepMs = useSuggestedStepMs(size?.width);
  const { plugin, queries } = definition.spec;
  const { data: loaded } = usePlugin('Panel', plugin.kind);
  const definitions = useMemo(
    () => askable(queries).map((query) => ({ kind: query.spec.plugin.kind, spec: query.spec.plugin.spec })),
    [queries],
  );
  const pluginOptions =
    typeof loaded?.queryOptions === 'function' ? loaded.queryOptions(plugin.spec) : loaded?.queryOptions;
  const isReady = isInSight && size !== undefined && loaded !== undefined;
  return (
    <div ref={ref} className={styles.slot} style={style}>
      <DataQueriesProvider
        definitions={definitions}
        options={{ suggestedStepMs, ...pluginOptions }}
        queryOptions={{
          enabled: isReady,
          cacheTime: KEPT_MS,
          staleTime: KEPT_MS,
          retry: false,
        }}
      >
        <PanelFrame panelKey={item.key} definition={definition} isInSight={isInSight} />
      </DataQueriesProvider>
    </div>
  );
}
