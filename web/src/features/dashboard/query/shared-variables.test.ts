import { describe, expect, it } from 'vitest';
import { externalVariables, type VariableDocument } from './shared-variables';

function text(name: string, value: string): VariableDocument {
  return { metadata: { name }, spec: { kind: 'TextVariable', spec: { value } } } as VariableDocument;
}

describe('the variables that dashboards share', () => {
  it('are named by their resource, the project’s before the global ones', () => {
    const external = externalVariables([text('cluster', 'a')], [text('cluster', 'b'), text('tenant', 'c')]);
    expect(external.map(({ source, definitions }) => [source, definitions.map((one) => one.spec.name)])).toEqual([
      ['project', ['cluster']],
      ['global', ['cluster', 'tenant']],
    ]);
    expect(external[0]?.definitions[0]).toEqual({ kind: 'TextVariable', spec: { name: 'cluster', value: 'a' } });
  });
});
