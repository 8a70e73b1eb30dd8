import {
  datasourceSelectValueToSelector,
  isVariableDatasource,
  parseVariables,
  type VariablePlugin,
} from '@perses-dev/plugin-system';

const KIND = 'PrometheusDatasource';

type Spec = { datasource?: unknown };

/** A variable's plugin that takes `"datasource": "$ds"`, as the queries of panels do. Perses' own take only an object. */
export function withVariableDatasource<T extends Spec>(plugin: VariablePlugin<T>): VariablePlugin<T> {
  return {
    ...plugin,
    getVariableOptions: async (spec, context) => {
      const { datasource } = spec;
      if (typeof datasource !== 'string' || !isVariableDatasource(datasource)) {
        return plugin.getVariableOptions(spec, context);
      }
      const listed = await context.datasourceStore.listDatasourceSelectItems(KIND);
      const chosen = datasourceSelectValueToSelector(datasource, context.variables, listed) ?? { kind: KIND };
      return plugin.getVariableOptions({ ...spec, datasource: chosen }, context);
    },
    dependsOn: (spec, context) => {
      const depends = plugin.dependsOn?.(spec, context);
      if (typeof spec.datasource !== 'string') return depends ?? {};
      return { ...depends, variables: [...(depends?.variables ?? []), ...parseVariables(spec.datasource)] };
    },
  };
}
