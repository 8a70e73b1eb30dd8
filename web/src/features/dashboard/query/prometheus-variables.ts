import {
  datasourceSelectValueToSelector,
  isVariableDatasource,
  parseVariables,
  type VariablePlugin,
  type VariableStateMap,
} from '@perses-dev/plugin-system';

import { withFoundValues } from './found-values';

const KIND = 'PrometheusDatasource';

type Spec = { datasource?: unknown; matchers?: string[]; expr?: string };

/** What a variable asks, with the values of the variables before it. */
function filled<T extends Spec>(spec: T, variables: VariableStateMap): T {
  return {
    ...spec,
    ...(spec.matchers && { matchers: spec.matchers.map((matcher) => withFoundValues(matcher, variables)) }),
    ...(spec.expr !== undefined && { expr: withFoundValues(spec.expr, variables) }),
  };
}

/**
 * A variable's plugin that takes `"datasource": "$ds"`, as the queries of panels do (Perses' own take only an object), and
 * asks for the very values of others that their sources gave.
 */
export function withVariableDatasource<T extends Spec>(plugin: VariablePlugin<T>): VariablePlugin<T> {
  return {
    ...plugin,
    getVariableOptions: async (spec, context) => {
      const { datasource } = spec;
      if (typeof datasource !== 'string' || !isVariableDatasource(datasource)) {
        return plugin.getVariableOptions(filled(spec, context.variables), context);
      }
      const listed = await context.datasourceStore.listDatasourceSelectItems(KIND);
      const chosen = datasourceSelectValueToSelector(datasource, context.variables, listed) ?? { kind: KIND };
      return plugin.getVariableOptions({ ...filled(spec, context.variables), datasource: chosen }, context);
    },
    dependsOn: (spec, context) => {
      const depends = plugin.dependsOn?.(spec, context);
      if (typeof spec.datasource !== 'string') return depends ?? {};
      return { ...depends, variables: [...(depends?.variables ?? []), ...parseVariables(spec.datasource)] };
    },
  };
}
