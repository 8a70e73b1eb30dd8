import { describe, expect, it, vi } from 'vitest';
import { createFreshnessBoard, freshnessOf } from './freshness';

const fresh = (updatedAt: number) => ({ updatedAt, staleSince: undefined, isWaiting: false });

describe('the freshness of a dashboard', () => {
  it('is that of its oldest panel', () => {
    expect(freshnessOf([fresh(20), fresh(10)])).toEqual({ state: 'fresh', at: 10 });
  });

  it('is stale as soon as one panel is', () => {
    expect(freshnessOf([fresh(20), { updatedAt: 5, staleSince: 5, isWaiting: false }])).toEqual({
      state: 'stale',
      since: 5,
    });
  });

  it('is open while nothing was read', () => {
    expect(freshnessOf([{ updatedAt: undefined, staleSince: undefined, isWaiting: true }])).toEqual({
      state: 'waiting',
    });
    expect(freshnessOf([])).toEqual({ state: 'none' });
  });

  it('is told only when it changes', () => {
    const board = createFreshnessBoard();
    const heard = vi.fn();
    board.subscribe(heard);
    const first = {};
    board.panels.put(first, fresh(10));
    board.panels.put({}, fresh(20));
    expect(heard).toHaveBeenCalledTimes(1);
    board.panels.put(first, undefined);
    expect(board.read()).toEqual({ state: 'fresh', at: 20 });
  });
});
