import { describe, expect, it } from 'vitest';
import { proxyUrl, selected } from './datasource-api';

function source(name: string, isDefault: boolean, kind = 'PrometheusDatasource') {
  return { metadata: { name }, spec: { default: isDefault, plugin: { kind, spec: {} } } };
}

describe('a datasource', () => {
  it('is the one that is named, else the default of its kind', () => {
    const all = [source('a', false), source('b', true), source('c', true, 'Other')];
    expect(selected(all, { kind: 'PrometheusDatasource', name: 'a' })?.metadata.name).toBe('a');
    expect(selected(all, { kind: 'PrometheusDatasource', name: 'A' })?.metadata.name).toBe('a');
    expect(selected(all, { kind: 'PrometheusDatasource' })?.metadata.name).toBe('b');
    expect(selected(all, { kind: 'Other', name: 'a' })).toBeUndefined();
  });

  it('is asked through the proxy of its scope', () => {
    expect(proxyUrl({ project: 'commerce', name: 'main' })).toBe('/proxy/projects/commerce/datasources/main');
    expect(proxyUrl({ project: 'commerce', dashboard: 'd', name: 'x y' })).toBe(
      '/proxy/projects/commerce/dashboards/d/datasources/x%20y',
    );
    expect(proxyUrl({ name: 'main' })).toBe('/proxy/globaldatasources/main');
  });
});
