import { describe, expect, it } from 'vitest';
import type { DatasourceStore, TimeSeriesQueryContext, TimeSeriesQueryPlugin } from '@perses-dev/plugin-system';
import { durationMs } from '@/kit/date-time/time-window';
import { withExactQuestions } from './prometheus-queries';
import stepCases from './step-cases.json';

const NOW = Date.UTC(2026, 10, 30, 12, 58, 43);

describe('a query whose least step is longer than the window', () => {
  async function asked(minStep: string, variableState: TimeSeriesQueryContext['variableState'] = {}, ms = 3_600_000) {
    let said: string | undefined;
    const plugin: TimeSeriesQueryPlugin<{ query: string; minStep?: string }> = {
      createInitialOptions: () => ({ query: '' }),
      getTimeSeriesData: (spec) => {
        said = spec.minStep;
        return Promise.resolve({ series: [] });
      },
    };
    const timeRange = { start: new Date(NOW - ms), end: new Date(NOW) };
    const context = { timeRange, datasourceStore: {} as DatasourceStore, variableState, refreshKey: '' };
    await withExactQuestions(plugin).getTimeSeriesData({ query: 'x', minStep }, context);
    return said;
  }

  it.each(stepCases)('$minStep in $range asks in steps of $seconds s', async ({ range, minStep, seconds }) => {
    expect(durationMs((await asked(minStep, {}, durationMs(range))) ?? '')).toBe(seconds * 1000);
  });

  it.each(['1d', '1w', '1h1s'])('of %s asks in steps of the window', async (minStep) => {
    expect(await asked(minStep)).toBe('3600s');
  });

  it.each(['1h', '30s', 'nonsense', '$unknown'])('of %s asks as it says', async (minStep) => {
    expect(await asked(minStep)).toBe(minStep);
  });

  it('of a variable asks in steps of the window too', async () => {
    const step = (value: string) => ({ step: { value, loading: false } });
    expect(await asked('$step', step('1d'))).toBe('3600s');
    expect(await asked('${step}', step('1d'))).toBe('3600s');
    expect(await asked('$step', step('1m'))).toBe('$step');
  });
});

describe('a source that is measured less often than once in the window', () => {
  async function measured(scrapeInterval: string | undefined, ms: number) {
    const spec = scrapeInterval === undefined ? {} : { scrapeInterval };
    const source = { default: true, plugin: { kind: 'PrometheusDatasource', spec } };
    const plugin: TimeSeriesQueryPlugin<{ query: string }> = {
      createInitialOptions: () => ({ query: '' }),
      getTimeSeriesData: async (_spec, { datasourceStore }) => {
        told = (await datasourceStore.getDatasource({ kind: 'PrometheusDatasource' })).plugin.spec;
        return { series: [] };
      },
    };
    let told: unknown;
    const datasourceStore = { getDatasource: () => Promise.resolve(source) } as unknown as DatasourceStore;
    const timeRange = { start: new Date(NOW - ms), end: new Date(NOW) };
    await withExactQuestions(plugin).getTimeSeriesData(
      { query: 'x' },
      { timeRange, datasourceStore, variableState: {}, refreshKey: '' },
    );
    return told;
  }

  it('is asked in steps of the window', async () => {
    expect(await measured('1h', 900_000)).toEqual({ scrapeInterval: '900s' });
    expect(await measured(undefined, 30_000)).toEqual({ scrapeInterval: '30s' });
  });

  it('is else asked as it says', async () => {
    expect(await measured('15m', 900_000)).toEqual({ scrapeInterval: '15m' });
    expect(await measured(undefined, 60_000)).toEqual({});
  });
});
