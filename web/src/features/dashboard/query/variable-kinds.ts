import type { AbsoluteTimeRange } from '@perses-dev/core';
import {
  parseVariables,
  replaceVariables,
  type DatasourceStore,
  type VariablePlugin,
  type VariableStateMap,
} from '@perses-dev/plugin-system';
import type { InstantQueryResultType, PrometheusClient } from '@perses-dev/prometheus-plugin';
import { selectorOf } from './datasource-of';
import { withFoundValues } from './found-values';
import { inSeconds } from './query-steps';

export type Choice = { value: string; label: string };

/** What the settings of the kinds hold; each reads its own part. */
type Settings = {
  datasource?: unknown;
  labelName?: string;
  matchers?: string[];
  expr?: string;
  values?: (string | Choice)[];
  datasourcePluginKind?: string;
};

/** With what a variable is asked: the time, and the variables that it depends on. */
export type VariableAsking = {
  timeRange: AbsoluteTimeRange;
  variables: VariableStateMap;
  datasourceStore: DatasourceStore;
};

/** Where a kind of variable finds its choices. */
export type VariableKind = {
  choices: (settings: Settings, asking: VariableAsking) => Promise<Choice[]>;
  /** The variables that its question needs. */
  reads: (settings: Settings) => string[];
};

function choicesOf(texts: readonly string[] | undefined): Choice[] {
  return (texts ?? []).map((text) => ({ value: text, label: text }));
}

async function clientOf({ datasource }: Settings, { variables, datasourceStore }: VariableAsking) {
  const selector = await selectorOf(datasource, variables, datasourceStore);
  return datasourceStore.getDatasourceClient<PrometheusClient>(selector);
}

/** The very values of others that their sources gave, then what an author wrote. */
function filled(text: string, { variables }: VariableAsking): string {
  return replaceVariables(withFoundValues(text, variables), variables);
}

/** What is matched, and in which time: what is gone is no choice. */
function matched({ matchers }: Settings, asking: VariableAsking) {
  return {
    ...(matchers && { 'match[]': matchers.map((matcher) => filled(matcher, asking)) }),
    ...inSeconds(asking.timeRange),
  };
}

function readBy(texts: readonly (string | undefined)[], { datasource }: Settings): string[] {
  const all = typeof datasource === 'string' ? [...texts, datasource] : texts;
  return [...new Set(all.flatMap((text) => parseVariables(text ?? '')))];
}

const LABEL_VALUES: VariableKind = {
  choices: async (settings, asking) => {
    const client = await clientOf(settings, asking);
    const labelName = replaceVariables(settings.labelName ?? '', asking.variables);
    return choicesOf((await client.labelValues({ labelName, ...matched(settings, asking) })).data);
  },
  reads: (settings) => readBy([...(settings.matchers ?? []), settings.labelName], settings),
};

const LABEL_NAMES: VariableKind = {
  choices: async (settings, asking) => {
    const client = await clientOf(settings, asking);
    return choicesOf((await client.labelNames(matched(settings, asking))).data);
  },
  reads: (settings) => readBy(settings.matchers ?? [], settings),
};

function labelsIn(answer: InstantQueryResultType | undefined, label: string): string[] {
  if (answer?.resultType !== 'vector' && answer?.resultType !== 'matrix') return [];
  const metrics = answer.result.map(({ metric }) => metric[label]);
  return [...new Set(metrics.filter((value) => value !== undefined))];
}

const QUERY_ANSWER: VariableKind = {
  choices: async (settings, asking) => {
    const client = await clientOf(settings, asking);
    const { data } = await client.instantQuery({ query: filled(settings.expr ?? '', asking) });
    return choicesOf(labelsIn(data, replaceVariables(settings.labelName ?? '', asking.variables)));
  },
  reads: (settings) => readBy([settings.expr, settings.labelName], settings),
};

const FIXED_LIST: VariableKind = {
  choices: ({ values = [] }) =>
    Promise.resolve(values.map((one) => (typeof one === 'string' ? { value: one, label: one } : one))),
  reads: () => [],
};

const DATASOURCES: VariableKind = {
  choices: async ({ datasourcePluginKind = '' }, { datasourceStore }) => {
    if (datasourcePluginKind === '') return [];
    const groups = await datasourceStore.listDatasourceSelectItems(datasourcePluginKind);
    return choicesOf(groups.flatMap(({ items }) => items.map(({ name }) => name)));
  },
  reads: () => [],
};

/** The kinds of variables by the names of their plugins. */
export const VARIABLE_KINDS = {
  PrometheusLabelValuesVariable: LABEL_VALUES,
  PrometheusLabelNamesVariable: LABEL_NAMES,
  PrometheusPromQLVariable: QUERY_ANSWER,
  StaticListVariable: FIXED_LIST,
  DatasourceVariable: DATASOURCES,
} as const satisfies Record<string, VariableKind>;

/** The kind of that name; undefined when there is none here. */
export function variableKind(plugin: string): VariableKind | undefined {
  return Object.hasOwn(VARIABLE_KINDS, plugin) ? VARIABLE_KINDS[plugin as keyof typeof VARIABLE_KINDS] : undefined;
}

/** A variable's plugin with its editor, which asks as the pages that only look do. */
export function askedByKind<Spec>(plugin: VariablePlugin<Spec>, kind: VariableKind): VariablePlugin<Spec> {
  return {
    ...plugin,
    getVariableOptions: async (spec, asking) => ({ data: await kind.choices(spec as Settings, asking) }), // of its kind
    dependsOn: (spec) => ({ variables: kind.reads(spec as Settings) }),
  };
}
