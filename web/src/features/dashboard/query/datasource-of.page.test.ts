import { expect, it } from 'vitest';
import { datasourcesWith } from '@/test/datasources';
import { selectorOf } from './datasource-of';

const NAMED = { kind: 'PrometheusDatasource', name: 'thanos' };
const STORE = {
  ...datasourcesWith({}),
  listDatasourceSelectItems: () => Promise.resolve([{ items: [{ name: 'thanos', selector: NAMED }] }]),
};

const of = (value: string | string[]) => ({ ds: { value, loading: false } });

it.each([
  ['an object is meant as it is', NAMED, {}, NAMED],
  ['a variable means the datasource of its value', '$ds', of('thanos'), NAMED],
  ['a variable in braces is the same', '${ds}', of('thanos'), NAMED],
  ['of a value that is none', '$ds', of('gone'), { kind: 'PrometheusDatasource' }],
  ['of several values', '$ds', of(['thanos']), { kind: 'PrometheusDatasource' }],
  ['of a variable that is not there', '$other', of('thanos'), { kind: 'PrometheusDatasource' }],
  ['without a word', undefined, {}, { kind: 'PrometheusDatasource' }],
])('%s', async (_, value, variables, selector) => {
  expect(await selectorOf(value, variables, STORE)).toEqual(selector);
});
