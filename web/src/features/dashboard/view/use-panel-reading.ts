import { useMemo, useState } from 'react';
import type { PanelDefinition } from '@perses-dev/core';
import { useTimeRange, useVariableValues } from '@perses-dev/plugin-system';
import { useRegistered } from '@/lib/registry';
import { fingerprint } from '../document/dashboard-document';
import type { PanelQuery } from '../query/use-panel-data';
import { useFreshnessBoard } from '../time/freshness';
import { NO_MEMORY, panelReading, remembered, type PanelReading } from './last-good';

/** What a panel asks: its queries, of these values, in this time. 'The last hour' stays the same while time goes on. */
function useScope(definition: PanelDefinition): string {
  const { timeRange } = useTimeRange();
  const values = Object.entries(useVariableValues()).map(([name, state]) => [name, state.value]);
  return fingerprint([definition.spec.queries, values, timeRange]);
}

/** What the panel shows of its queries' answers; the page's freshness hears of it. */
export function usePanelReading(
  definition: PanelDefinition,
  queries: readonly PanelQuery[],
  isInSight: boolean,
): PanelReading {
  const [memory, setMemory] = useState(NO_MEMORY);
  const next = remembered(memory, queries, useScope(definition));
  // State that follows from what is drawn: React draws again at once, and a drawing that it throws away leaves nothing.
  if (next !== memory) setMemory(next);
  const reading = useMemo(() => panelReading(next, queries), [next, queries]);
  const { updatedAt, staleSince, isWaiting } = reading;
  const isTold = isInSight && queries.length > 0;
  const freshness = useMemo(
    () => (isTold ? { updatedAt, staleSince, isWaiting } : undefined),
    [isTold, updatedAt, staleSince, isWaiting],
  );
  useRegistered(useFreshnessBoard().panels, freshness);
  return reading;
}
