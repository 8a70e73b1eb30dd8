import { describe, expect, it, vi } from 'vitest';
import type { DatasourceStore, VariableStateMap } from '@perses-dev/plugin-system';
import { VARIABLE_KINDS } from './variable-kinds';

const KIND = VARIABLE_KINDS.PrometheusLabelValuesVariable;

function asked(datasource: unknown, ds?: string) {
  const labelValues = vi.fn().mockResolvedValue({ data: ['a', 'b'] });
  const getDatasourceClient = vi.fn().mockResolvedValue({ labelValues });
  const items = [{ name: 'Shown', selector: { kind: 'PrometheusDatasource', name: 'main' } }];
  const store = { getDatasourceClient, listDatasourceSelectItems: () => Promise.resolve([{ items }]) };
  const variables: VariableStateMap = ds === undefined ? {} : { ds: { value: ds, loading: false } };
  const choices = KIND.choices(
    { datasource, labelName: 'x' },
    {
      datasourceStore: store as unknown as DatasourceStore,
      variables,
      timeRange: { start: new Date(0), end: new Date(1000) },
    },
  );
  return { choices, getDatasourceClient, labelValues };
}

describe('a variable that asks a datasource by variable', () => {
  it.each([
    ['Shown', { kind: 'PrometheusDatasource', name: 'main' }],
    ['gone', { kind: 'PrometheusDatasource' }],
    [undefined, { kind: 'PrometheusDatasource' }],
  ])('asks what %s stands for', async (value, selector) => {
    const { choices, getDatasourceClient, labelValues } = asked('$ds', value);
    expect(await choices).toEqual([
      { value: 'a', label: 'a' },
      { value: 'b', label: 'b' },
    ]);
    expect(getDatasourceClient).toHaveBeenCalledWith(selector);
    expect(labelValues).toHaveBeenCalledWith({ labelName: 'x', start: 0, end: 1 });
  });

  it('waits for that variable, too', () => {
    expect(KIND.reads({ datasource: '${ds}', labelName: 'x', matchers: ['up{a="$a"}'] })).toEqual(['a', 'ds']);
  });

  it('leaves an object as it is', async () => {
    const selector = { kind: 'PrometheusDatasource', name: '$ds' };
    const { choices, getDatasourceClient } = asked(selector, 'Shown');
    await choices;
    expect(getDatasourceClient).toHaveBeenCalledWith(selector);
  });
});

describe('the other kinds', () => {
  const asking = {
    variables: {},
    datasourceStore: {} as DatasourceStore,
    timeRange: { start: new Date(), end: new Date() },
  };

  it('give the choices of a fixed list, labelled or not', async () => {
    const values = ['a', { value: 'b', label: 'Bee' }];
    expect(await VARIABLE_KINDS.StaticListVariable.choices({ values }, asking)).toEqual([
      { value: 'a', label: 'a' },
      { value: 'b', label: 'Bee' },
    ]);
  });

  it('give the values of a label in the answer of a query, each once', async () => {
    const result = [{ metric: { job: 'a' } }, { metric: { job: 'a' } }, { metric: {} }];
    const instantQuery = () => Promise.resolve({ data: { resultType: 'vector', result } });
    const datasourceStore = {
      getDatasourceClient: () => Promise.resolve({ instantQuery }),
    } as unknown as DatasourceStore;
    const settings = { expr: 'up', labelName: 'job' };
    expect(await VARIABLE_KINDS.PrometheusPromQLVariable.choices(settings, { ...asking, datasourceStore })).toEqual([
      { value: 'a', label: 'a' },
    ]);
  });
});
