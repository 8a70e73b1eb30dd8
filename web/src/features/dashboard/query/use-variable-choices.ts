import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { ListVariableDefinition } from '@perses-dev/core';
import { useAllVariableValues, useDatasourceStore } from '@perses-dev/plugin-system';
import { isOfRound, useRound, type Round } from './use-round';
import { variableKind, type Choice } from './variable-kinds';

/** The choices whose values are what a pattern captures of the found ones, each once, with the labels that were found. */
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

/** The choices of a variable, from where its kind looks; read again with each refresh that finds them read. */
export function useVariableChoices({ spec }: ListVariableDefinition): UseQueryResult<Choice[]> {
  const { kind: name, spec: settings } = spec.plugin;
  const kind = variableKind(name);
  const datasourceStore = useDatasourceStore();
  const client = useQueryClient();
  const all = useAllVariableValues();
  const needed = (kind?.reads(settings) ?? []).filter((other) => other !== spec.name);
  const variables = useAllVariableValues(needed);
  const values = needed.filter((other) => !isOfRound(other)).map((other) => all[other]?.value);
  const keyIn = ({ timeRange, refreshKey }: Round) => ['choices of a variable', spec, values, timeRange, refreshKey];
  const round = useRound(
    JSON.stringify([spec, values]),
    (last) => client.getQueryState(keyIn(last))?.fetchStatus === 'fetching',
  );
  const { timeRange } = round;
  return useQuery({
    queryKey: keyIn(round),
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
