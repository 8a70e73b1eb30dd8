import { useLayoutEffect, useMemo, useState } from 'react';
import type { ListVariableDefinition, VariableValue } from '@perses-dev/core';
import {
  useListVariableState,
  useVariableDefinitionActions,
  useVariableDefinitionAndState,
} from '@perses-dev/dashboards';
import { useVariableValues } from '@perses-dev/plugin-system';
import { useVariableChoices } from '../query/use-variable-choices';
import { captured } from './captured';
import { lastOptions, type LastOptions } from './last-options';

type VariableOption = { value: string; label: string };

/** One and the same list: another one with each drawing would never come to rest. */
const NOTHING: VariableOption[] = [];

export type ListVariable = {
  title: string;
  value: VariableValue | undefined;
  options: VariableOption[];
  choices: VariableOption[];
  isMultiple: boolean;
  isLoading: boolean;
  error: unknown;
  setValue: (value: VariableValue) => void;
};

/**
 * A variable with a list of values: its choices from where its kind looks, its value in the address. `source` is that
 * of a variable which is not the dashboard's own.
 */
export function useListVariable(definition: ListVariableDefinition, source?: string): ListVariable {
  const { name } = definition.spec;
  const { state } = useVariableDefinitionAndState(name, source);
  const query = useVariableChoices(definition);
  const { error } = query;
  const [last, setLast] = useState<LastOptions<VariableOption>>({ scope: undefined, options: undefined });
  const others = Object.entries(useVariableValues()).filter(([other]) => other !== name);
  const scope = JSON.stringify([definition.spec.plugin, others.map(([other, { value: chosen }]) => [other, chosen])]);
  const next = lastOptions(last, query.data, scope);
  if (next !== last) setLast(next);
  const known = useMemo(
    () => next.options && captured(next.options, definition.spec.capturingRegexp),
    [next.options, definition.spec.capturingRegexp],
  );
  const { value, loading, options, viewOptions } = useListVariableState(definition.spec, state, {
    status: 'success',
    data: known ?? NOTHING,
    // Also before the question is asked: panels must not ask without its value.
    isFetching: known === undefined && (query.isFetching || !error),
  });
  const { setVariableValue, setVariableLoading, setVariableOptions } = useVariableDefinitionActions();

  // The store of Perses is told what the query found: the queries of the panels read it there. Before anything is painted,
  // which would take longer than they do.
  useLayoutEffect(() => {
    if (value) setVariableValue(name, value, source);
  }, [setVariableValue, name, value, source]);
  useLayoutEffect(() => setVariableLoading(name, loading, source), [setVariableLoading, name, loading, source]);
  useLayoutEffect(() => {
    if (options) setVariableOptions(name, options, source);
  }, [setVariableOptions, name, options, source]);

  return {
    title: definition.spec.display?.name ?? name,
    value: state?.value ?? value,
    options: options ?? [],
    choices: viewOptions,
    isMultiple: definition.spec.allowMultiple,
    isLoading: loading,
    error,
    setValue: (next) => setVariableValue(name, next, source),
  };
}
