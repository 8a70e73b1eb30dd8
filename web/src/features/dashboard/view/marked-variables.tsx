import { useMemo, type ReactNode } from 'react';
import {
  useExternalVariableDefinitions,
  useVariableDefinitions,
  useVariableDefinitionStates,
} from '@perses-dev/dashboards';
import { useVariableValues, VariableContext } from '@perses-dev/plugin-system';
import { markedStates } from '../query/found-values';

/** Tells the queries below which values a source gave, which the states of Perses do not. */
export function MarkedVariables({ children }: { children: ReactNode }) {
  const states = useVariableValues();
  const chosen = useVariableDefinitionStates();
  const own = useVariableDefinitions();
  const external = useExternalVariableDefinitions();
  const state = useMemo(() => {
    const definitions = [...own, ...external.flatMap((source) => source.definitions)];
    return markedStates(states, chosen, definitions);
  }, [states, chosen, own, external]);
  return <VariableContext.Provider value={useMemo(() => ({ state }), [state])}>{children}</VariableContext.Provider>;
}
