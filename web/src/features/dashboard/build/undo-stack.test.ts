import { describe, expect, it } from 'vitest';
import { recorded, redone, startUndo, undone } from './undo-stack';

const same = (a: number, b: number): boolean => a === b;
const after = (...states: number[]) => states.reduce((stack, state) => recorded(stack, state, same), startUndo(0));

describe('undo', () => {
  it('goes back and forth', () => {
    const back = undone(undone(after(1, 2)));
    expect(back.present).toBe(0);
    expect(undone(back)).toBe(back);
    expect(redone(redone(back)).present).toBe(2);
    expect(redone(after(1)).present).toBe(1);
  });

  it('forgets what was undone when something new is done', () => {
    const stack = recorded(undone(after(1, 2)), 3, same);
    expect(stack.future).toEqual([]);
    expect(undone(stack).present).toBe(1);
  });

  it('does not count a state twice', () => {
    expect(after(1, 1, 1).past).toEqual([0]);
  });

  it('keeps fifty', () => {
    expect(after(...Array.from({ length: 80 }, (_, index) => index + 1)).past).toHaveLength(50);
  });
});
