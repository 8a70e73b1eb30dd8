import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAnswerStore } from './answer-store';
import type { PanelAnswer } from './panel-question';

const ANSWER: PanelAnswer = { data: { series: [] }, meta: {} };

/** An asking whose end is in the test's hand. */
function asking() {
  const signals: AbortSignal[] = [];
  let answer: (value: PanelAnswer) => void = () => undefined;
  let fail: (error: unknown) => void = () => undefined;
  const ask = (signal: AbortSignal) => {
    signals.push(signal);
    return new Promise<PanelAnswer>((resolve, reject) => {
      answer = resolve;
      fail = reject;
    });
  };
  return { ask, signals, answer: () => answer(ANSWER), fail: (error: unknown) => fail(error) };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('the answers of a dashboard', () => {
  it('are asked for once by all who ask the same', async () => {
    const store = createAnswerStore();
    const { ask, signals, answer } = asking();
    const heard = vi.fn();
    store.subscribe(heard);
    expect(store.read('up')).toEqual({ state: 'none' });
    store.hold('up', ask);
    store.hold('up', ask);
    expect(store.read('up')).toEqual({ state: 'asked' });
    answer();
    await vi.waitFor(() => expect(store.read('up')).toMatchObject({ state: 'answered', answer: ANSWER }));
    expect(signals).toHaveLength(1);
    expect(heard).toHaveBeenCalledOnce();
  });

  it('are no longer asked for once nobody wants them', async () => {
    const store = createAnswerStore();
    const { ask, signals, fail } = asking();
    const [first, second] = [store.hold('up', ask), store.hold('up', ask)];
    first();
    first();
    expect(signals[0]?.aborted).toBe(false);
    second();
    await Promise.resolve();
    expect(signals[0]?.aborted).toBe(true);
    fail(new DOMException('aborted', 'AbortError'));
    await Promise.resolve();
    expect(store.read('up')).toEqual({ state: 'none' });
  });

  it('are still asked for when who lets go holds again in the same breath', async () => {
    const store = createAnswerStore();
    const { ask, signals } = asking();
    const [first, second] = [store.hold('up', ask), store.hold('up', ask)];
    first();
    second();
    store.hold('up', ask);
    await Promise.resolve();
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  });

  it('stand while somebody holds them, however many let go at once', async () => {
    const store = createAnswerStore();
    const { ask, answer } = asking();
    const [first, second] = [store.hold('up', ask), store.hold('up', ask)];
    answer();
    await vi.waitFor(() => expect(store.read('up').state).toBe('answered'));
    first();
    second();
    await Promise.resolve();
    store.hold('up', ask);
    vi.advanceTimersByTime(60_000);
    expect(store.read('up').state).toBe('answered');
  });

  it('stand a little longer for who comes back', async () => {
    const store = createAnswerStore();
    const { ask, signals, answer } = asking();
    const release = store.hold('up', ask);
    answer();
    await vi.waitFor(() => expect(store.read('up').state).toBe('answered'));
    release();
    await Promise.resolve();
    vi.advanceTimersByTime(9000);
    const again = store.hold('up', ask);
    vi.advanceTimersByTime(60_000);
    expect(store.read('up').state).toBe('answered');
    again();
    await Promise.resolve();
    vi.advanceTimersByTime(10_000);
    expect(store.read('up').state).toBe('none');
    expect(signals).toHaveLength(1);
  });

  it('are asked anew by who comes after a failure', async () => {
    const store = createAnswerStore();
    const { ask, signals, fail } = asking();
    const release = store.hold('up', ask);
    fail(new Error('down'));
    await vi.waitFor(() => expect(store.read('up')).toEqual({ state: 'failed', error: new Error('down') }));
    release();
    await Promise.resolve();
    store.hold('up', ask);
    expect(store.read('up').state).toBe('asked');
    expect(signals).toHaveLength(2);
  });
});
