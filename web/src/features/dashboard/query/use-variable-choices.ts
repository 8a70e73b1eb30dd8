import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ListVariableDefinition } from '@perses-dev/core';
import { useAllVariableValues, useDatasourceStore, useTimeRange } from '@perses-dev/plugin-system';
import { variableKind, type Choice } from './variable-kinds';

/** The choices whose values are what a pattern captures of the found ones, each once. */
function capturedChoices(found: readonly Choice[], pattern: string | undefined): Choice[] {
  if (pattern === undefined) return [...found];
  const captured = new Map<string, Choice>();
  for (const { value, label } of found) {
    const parts = [...value.matchAll(new RegExp(pattern, 'g'))].flatMap((match) => match.slice(1));
    const text = parts.join('');
    if (text !== '' && !captured.has(text)) captured.set(text, { value: text, label });
  }
  return [...captured.values()];
}

/** The choices of a variable, from where its kind looks; read again with each refresh. */
export function useVariableChoices({ spec }: ListVariableDefinition): UseQueryResult<Choice[]> {
  const { kind: name, spec: settings } = spec.plugin;
  const kind = variableKind(name);
  const datasourceStore = useDatasourceStore();
  const { absoluteTimeRange: timeRange, refreshKey } = useTimeRange();
  const all = useAllVariableValues();
  const needed = (kind?.reads(settings) ?? []).filter((other) => other !== spec.name);
  const variables = useAllVariableValues(needed);
  const values = needed.map((other) => all[other]?.value);
  return useQuery({
    queryKey: ['choices of a variable', spec, values, timeRange, refreshKey],
    queryFn: async () => {
      if (!kind) throw new Error(`There is no kind of variable that is called ${name}`);
      return capturedChoices(
        await kind.choices(settings, { timeRange, variables, datasourceStore }),
        spec.capturingRegexp,
      );
    },
    // The next refresh asks again.
    retry: false,
  });
}
