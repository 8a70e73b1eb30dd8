import { describe, expect, it, vi } from 'vitest';
import type { DatasourceStore, VariablePlugin, VariableStateMap } from '@perses-dev/plugin-system';
import { withVariableDatasource } from './prometheus-variables';

type Spec = { datasource?: unknown; labelName: string };

const store = {
  listDatasourceSelectItems: () =>
    Promise.resolve([{ items: [{ name: 'Shown', selector: { kind: 'PrometheusDatasource', name: 'main' } }] }]),
} as unknown as DatasourceStore;

function asked(spec: Spec, ds?: string) {
  const getVariableOptions = vi.fn().mockResolvedValue({ data: [] });
  const plugin = { getVariableOptions, dependsOn: () => ({ variables: ['a'] }) } as unknown as VariablePlugin<Spec>;
  const made = withVariableDatasource(plugin);
  const variables: VariableStateMap = ds === undefined ? {} : { ds: { value: ds, loading: false } };
  const context = {
    datasourceStore: store,
    variables,
    timeRange: { start: new Date(0), end: new Date(1) },
  };
  return { made, context, options: made.getVariableOptions(spec, context), getVariableOptions };
}

describe('a variable that asks a datasource by variable', () => {
  it.each([
    ['Shown', { kind: 'PrometheusDatasource', name: 'main' }],
    ['gone', { kind: 'PrometheusDatasource' }],
    [undefined, { kind: 'PrometheusDatasource' }],
  ])('asks what %s stands for', async (value, selector) => {
    const { options, getVariableOptions } = asked({ datasource: '$ds', labelName: 'x' }, value);
    await options;
    expect(getVariableOptions.mock.calls[0]?.[0]).toEqual({ datasource: selector, labelName: 'x' });
  });

  it('waits for that variable, too', () => {
    const { made, context } = asked({ labelName: 'x' });
    expect(made.dependsOn?.({ datasource: '${ds}', labelName: 'x' }, context).variables).toEqual(['a', 'ds']);
  });

  it('leaves an object as it is', async () => {
    const spec = { datasource: { kind: 'PrometheusDatasource', name: '$ds' }, labelName: 'x' };
    const { options, getVariableOptions } = asked(spec, 'Shown');
    await options;
    expect(getVariableOptions.mock.calls[0]?.[0]).toEqual(spec);
  });
});
