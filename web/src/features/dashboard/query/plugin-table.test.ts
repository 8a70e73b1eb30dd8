import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { packageOf, panelKindLabel, PLUGIN_TABLE } from './plugin-table';

type Manifest = { version: string; perses: { plugins: { kind: string; spec: { name: string } }[] } };

function manifest(name: string): Manifest {
  return JSON.parse(readFileSync(`node_modules/@perses-dev/${name}/package.json`, 'utf8')) as Manifest;
}

describe('the table of plugins', () => {
  it.each(Object.entries(PLUGIN_TABLE))('%s is as its package says', (name, [version, plugins]) => {
    const real = manifest(name);
    expect(version).toBe(real.version);
    const offered = real.perses.plugins.map((plugin) => `${plugin.kind} ${plugin.spec.name}`);
    for (const [kind, plugin] of plugins) expect(offered).toContain(`${kind} ${plugin}`);
  });

  it('knows the package of each plugin, and of no other', () => {
    expect(packageOf('StatChart')).toBe('stat-chart-plugin');
    expect(packageOf('PrometheusLabelValuesVariable')).toBe('prometheus-plugin');
    expect(packageOf('Unheard')).toBeUndefined();
  });

  it('names kinds of panels in words', () => {
    expect(panelKindLabel('TimeSeriesChart')).toBe('Time series');
    expect(panelKindLabel('Unheard')).toBe('Unheard');
  });
});
