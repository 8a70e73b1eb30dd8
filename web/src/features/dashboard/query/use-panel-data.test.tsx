import { act, renderHook, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { VariableStateMap } from '@perses-dev/plugin-system';
import { createAnswerStore } from './answer-store';
import type { Circumstances, PanelAnswer, QuerySpec } from './panel-question';
import { AnswersContext, usePanelData } from './use-panel-data';

const page = vi.hoisted(() => ({
  chosen: { pastDuration: '1h' },
  refreshKey: '',
  variables: {} as VariableStateMap,
  asked: [] as { spec: QuerySpec; at: Circumstances; signal: AbortSignal | undefined }[],
  answer: undefined as ((answer: PanelAnswer) => void) | undefined,
}));

const NOTHING: PanelAnswer = { data: { series: [] }, meta: {} };
const RANGE = { start: new Date(0), end: new Date(60_000) };

vi.mock('@perses-dev/plugin-system', async (original) => ({
  ...(await original<object>()),
  useTimeRange: () => ({ timeRange: page.chosen, absoluteTimeRange: RANGE, refreshKey: page.refreshKey }),
  useAllVariableValues: () => page.variables,
  useDatasourceStore: () => ({}),
}));
vi.mock('./panel-question', async (original) => ({
  ...(await original<object>()),
  askQuery: (spec: QuerySpec, at: Circumstances, signal?: AbortSignal) => {
    page.asked.push({ spec, at, signal });
    return new Promise<PanelAnswer>((resolve) => (page.answer = resolve));
  },
}));

function query(text: string) {
  return { kind: 'TimeSeriesQuery', spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: { query: text } } } };
}

function open(text: string | readonly string[] = 'up', isOn = true) {
  const queries = [text].flat().map(query);
  const store = createAnswerStore();
  const { result, rerender } = renderHook(
    (props: { isOn: boolean; suggestedStepMs: number }) => usePanelData(queries, { ...props, moments: 'range' }),
    {
      initialProps: { isOn, suggestedStepMs: 1000 },
      wrapper: ({ children }) => <AnswersContext.Provider value={store}>{children}</AnswersContext.Provider>,
    },
  );
  return { first: () => result.current[0], set: rerender };
}

beforeEach(() => {
  page.asked.length = 0;
  page.chosen = { pastDuration: '1h' };
  page.refreshKey = '';
  page.variables = {};
});

describe('the queries of a panel', () => {
  it('are asked at once, and give what is answered', async () => {
    const { first } = open();
    expect(page.asked).toHaveLength(1);
    expect(first()).toMatchObject({ data: undefined, isWaiting: true });
    await act(async () => page.answer?.({ data: { series: [] }, meta: { source: 'thanos' } }));
    const answered = { data: { series: [] }, meta: { source: 'thanos' }, isWaiting: false };
    await waitFor(() => expect(first()).toMatchObject(answered));
  });

  it('are not asked while the panel is off, and end when it goes off', async () => {
    const { set, first } = open('up', false);
    expect(page.asked).toHaveLength(0);
    expect(first()?.isWaiting).toBe(false);
    set({ isOn: true, suggestedStepMs: 1000 });
    expect(page.asked[0]?.signal?.aborted).toBe(false);
    set({ isOn: false, suggestedStepMs: 1000 });
    await Promise.resolve();
    expect(page.asked[0]?.signal?.aborted).toBe(true);
  });

  it('are asked anew with each refresh, in the newest step, and not for another step alone', async () => {
    const { set } = open();
    set({ isOn: true, suggestedStepMs: 2000 });
    expect(page.asked).toHaveLength(1);
    await act(async () => page.answer?.(NOTHING));
    page.refreshKey = 'again';
    set({ isOn: true, suggestedStepMs: 3000 });
    expect(page.asked.map(({ at }) => at.suggestedStepMs)).toEqual([1000, 3000]);
  });

  it('are heard when they take longer than a refresh, and asked anew with the next one', async () => {
    const { set, first } = open();
    for (const refreshKey of ['second', 'third']) {
      page.refreshKey = refreshKey;
      set({ isOn: true, suggestedStepMs: 1000 });
    }
    expect(page.asked).toHaveLength(1);
    expect(page.asked[0]?.signal?.aborted).toBe(false);
    await act(async () => page.answer?.(NOTHING));
    await waitFor(() => expect(first()).toMatchObject({ data: NOTHING.data, isWaiting: false }));
    expect(page.asked).toHaveLength(1);
    page.refreshKey = 'fourth';
    set({ isOn: true, suggestedStepMs: 1000 });
    expect(page.asked).toHaveLength(2);
  });

  it('are heard when they are about the window, which each refresh moves', () => {
    const window = (to: string): VariableStateMap => ({ __to: { value: to, loading: false } });
    page.variables = window('1000');
    const { set } = open('up @ ${__to}');
    page.variables = window('2000');
    page.refreshKey = 'second';
    set({ isOn: true, suggestedStepMs: 1000 });
    expect(page.asked).toHaveLength(1);
    expect(page.asked[0]?.signal?.aborted).toBe(false);
  });

  it('go on beside one that asks something else', async () => {
    page.variables = { a: { value: 'x', loading: false } };
    const { set } = open(['up', 'up{a="$a"}']);
    page.variables = { a: { value: 'y', loading: false } };
    set({ isOn: true, suggestedStepMs: 1000 });
    await Promise.resolve();
    expect(page.asked.map(({ spec, signal }) => [spec.query, signal?.aborted])).toEqual([
      ['up', false],
      ['up{a="$a"}', true],
      ['up{a="$a"}', false],
    ]);
  });

  it('of another time that is chosen do not wait for those under way', async () => {
    const { set } = open();
    page.chosen = { pastDuration: '6h' };
    page.refreshKey = 'of six hours';
    set({ isOn: true, suggestedStepMs: 1000 });
    await Promise.resolve();
    expect(page.asked.map(({ signal }) => signal?.aborted)).toEqual([true, false]);
  });

  it('wait for the variables that they name, and for no other', () => {
    page.variables = { a: { value: null, loading: true }, b: { value: null, loading: true } };
    const { set, first } = open('up{a="$a"}');
    expect(page.asked).toHaveLength(0);
    expect(first()?.isWaiting).toBe(true);
    page.variables = { a: { value: 'x', loading: false }, b: { value: null, loading: true } };
    set({ isOn: true, suggestedStepMs: 1000 });
    expect(page.asked).toHaveLength(1);
    page.variables = { ...page.variables, b: { value: 'y', loading: false } };
    set({ isOn: true, suggestedStepMs: 1000 });
    expect(page.asked).toHaveLength(1);
  });
});
