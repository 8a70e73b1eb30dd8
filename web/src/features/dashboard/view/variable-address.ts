import { useEffect } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  useExternalVariableDefinitions,
  useVariableDefinitionActions,
  useVariableDefinitions,
  useVariableDefinitionStates,
} from '@perses-dev/dashboards';

const PREFIX = 'var-';

function addressValue(text: string): string | string[] {
  const values = text.split(',');
  return values.length === 1 ? text : values;
}

function asText(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : String(value ?? '');
}

/** Back and forward change the address; the store of Perses reads it only once, so it is told here. */
export function useVariablesFollowAddress(): void {
  const [params] = useSearchParams();
  const states = useVariableDefinitionStates();
  const own = useVariableDefinitions();
  const external = useExternalVariableDefinitions();
  const { setVariableValue } = useVariableDefinitionActions();
  const search = params.toString();
  useEffect(() => {
    for (const [key, text] of new URLSearchParams(search)) {
      const name = key.startsWith(PREFIX) ? key.slice(PREFIX.length) : undefined;
      // '__proto__' would be found, and written to, in every object.
      const state = name !== undefined && Object.hasOwn(states, name) ? states[name] : undefined;
      if (name !== undefined && state && text !== '' && asText(state.value) !== text) {
        const isOwn = own.some((one) => one.spec.name === name);
        const shared = external.find(({ definitions }) => definitions.some((one) => one.spec.name === name));
        setVariableValue(name, addressValue(text), isOwn ? undefined : shared?.source);
      }
    }
    // Only a change of the address counts: the store writes its own changes into it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [search]);
}
