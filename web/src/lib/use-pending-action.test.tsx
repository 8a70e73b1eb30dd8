import { StrictMode } from 'react';
import { renderHook } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { usePendingAction } from './use-pending-action';

function pending(first?: string) {
  const done = vi.fn();
  const hook = renderHook(
    ({ isReady }) =>
      usePendingAction<string>((action) => {
        if (isReady) done(action);
        return isReady;
      }, first),
    { initialProps: { isReady: false }, wrapper: StrictMode },
  );
  return { ...hook, done };
}

describe('what is asked for', () => {
  it('before it can be done is done once, after the drawing that lets it', () => {
    const { result, rerender, done } = pending();
    result.current.ask('open');
    rerender({ isReady: false });
    expect(done).not.toHaveBeenCalled();
    rerender({ isReady: true });
    rerender({ isReady: true });
    expect(done.mock.calls).toEqual([['open']]);
  });

  it('is done at once when it can be', () => {
    const { result, rerender, done } = pending();
    rerender({ isReady: true });
    result.current.ask('open');
    expect(done.mock.calls).toEqual([['open']]);
  });

  it('takes the place of what was asked for before, and is not done when it is dropped', () => {
    const { result, rerender, done } = pending('first');
    result.current.ask('second');
    rerender({ isReady: true });
    expect(done.mock.calls).toEqual([['second']]);
    rerender({ isReady: false });
    result.current.ask('third');
    result.current.drop();
    rerender({ isReady: true });
    expect(done).toHaveBeenCalledTimes(1);
  });

  it('from the beginning is done once', () => {
    const { rerender, done } = pending('first');
    rerender({ isReady: true });
    rerender({ isReady: true });
    expect(done.mock.calls).toEqual([['first']]);
  });
});
