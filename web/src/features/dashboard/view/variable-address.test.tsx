import { act, render } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';
import { QueryParamProvider } from 'use-query-params';
import { ReactRouter6Adapter } from 'use-query-params/adapters/react-router-6';
import { describe, expect, it } from 'vitest';
import type { VariableDefinition, VariableValue } from '@perses-dev/core';
import { useVariableDefinitionActions, useVariableDefinitionStates, VariableProvider } from '@perses-dev/dashboards';
import { TimeRangeProvider } from '@perses-dev/plugin-system';
import { VariableAddress } from './variable-address';

function list(name: string, allowMultiple: boolean): VariableDefinition {
  const plugin = { kind: 'StaticListVariable', spec: { values: [] } };
  return { kind: 'ListVariable', spec: { name, allowMultiple, allowAllValue: true, plugin, defaultValue: 'first' } };
}

const DEFINITIONS: VariableDefinition[] = [
  list('one', false),
  list('several', true),
  { kind: 'TextVariable', spec: { name: 'text', value: 'as written' } },
];

type Actions = ReturnType<typeof useVariableDefinitionActions>;

/** A page with the variables at an address: what each drawing saw, what the address became, and the hands on it. */
function opened(search: string) {
  const seen: Record<string, VariableValue>[] = [];
  let actions: Actions | undefined;
  function Seen() {
    const states = useVariableDefinitionStates();
    actions = useVariableDefinitionActions();
    seen.push(Object.fromEntries(Object.entries(states).map(([name, { value }]) => [name, value])));
    return null;
  }
  function Page() {
    return (
      <QueryParamProvider adapter={ReactRouter6Adapter}>
        <TimeRangeProvider timeRange={{ pastDuration: '1h' }} refreshInterval="0s">
          <VariableProvider initialVariableDefinitions={DEFINITIONS}>
            <VariableAddress>
              <Seen />
            </VariableAddress>
          </VariableProvider>
        </TimeRangeProvider>
      </QueryParamProvider>
    );
  }
  const router = createMemoryRouter([{ path: '*', element: <Page /> }], { initialEntries: [`/${search}`] });
  render(<RouterProvider router={router} />);
  return {
    seen,
    last: () => seen.at(-1),
    search: () => router.state.location.search,
    choose: (choices: Record<string, VariableValue>) =>
      act(() => Object.entries(choices).forEach(([name, value]) => actions?.setVariableValue(name, value))),
    define: (definitions: VariableDefinition[]) => act(() => actions?.setVariableDefinitions(definitions)),
    go: (to: string) => act(async () => router.navigate(to)),
  };
}

describe('variables and the address', () => {
  it('come back as they were chosen, commas or not', () => {
    const chosen = { one: 'comma,semi;', several: ['comma,semi;', 'b'], text: 'x, y' };
    const page = opened('?start=1h');
    page.choose(chosen);
    expect(page.search()).toContain('start=1h');
    expect(page.search()).toContain('var-one=comma%2Csemi%3B&');
    const again = opened(page.search());
    expect(again.last()).toEqual(chosen);
    expect(again.search()).toBe(page.search());
  });

  it('are those of the address from the first drawing on', () => {
    const { seen } = opened('?var-one=a,b&var-several=a,b&var-text=');
    expect(seen[0]).toEqual({ one: 'a,b', several: ['a', 'b'], text: '' });
  });

  it('follow an address that another hand changes', async () => {
    const page = opened('?var-one=a');
    await page.go('/?var-one=x%2Cy');
    expect(page.last()?.['one']).toBe('x,y');
    await page.go('/?var-__proto__=x&var-one=');
    expect(page.last()?.['one']).toBe('x,y');
  });

  it('keep the newest of quick choices', () => {
    const page = opened('');
    page.choose({ one: 'a' });
    page.choose({ one: 'b', several: ['c', 'd'] });
    page.choose({ one: 'a' });
    expect(page.last()).toMatchObject({ one: 'a', several: ['c', 'd'] });
    expect(opened(page.search()).last()).toMatchObject({ one: 'a', several: ['c', 'd'] });
  });

  it('leave what an author wrote out of the address', () => {
    expect(opened('').search()).not.toContain('var-text');
  });

  it('begin anew with other definitions, as the page was opened', () => {
    const page = opened('?var-one=a');
    page.choose({ one: 'b', several: ['c'] });
    page.define([...DEFINITIONS.slice(0, 2), { kind: 'TextVariable', spec: { name: 'new', value: 'n' } }]);
    expect(page.last()).toEqual({ one: 'a', several: 'first', new: 'n' });
    expect(page.search()).toContain('var-one=a&var-several=first');
  });
});
