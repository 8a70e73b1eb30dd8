/** States of something that is edited, with the way back and forth. */
export type UndoStack<T> = { past: readonly T[]; present: T; future: readonly T[] };

const MOST = 50;

export function startUndo<T>(present: T): UndoStack<T> {
  return { past: [], present, future: [] };
}

/** A new state. The same one again changes nothing; the oldest are forgotten. */
export function recorded<T>(stack: UndoStack<T>, next: T, isSame: (a: T, b: T) => boolean): UndoStack<T> {
  if (isSame(stack.present, next)) return stack;
  return { past: [...stack.past, stack.present].slice(-MOST), present: next, future: [] };
}

export function undone<T>(stack: UndoStack<T>): UndoStack<T> {
  const before = stack.past.at(-1);
  if (before === undefined) return stack;
  return { past: stack.past.slice(0, -1), present: before, future: [stack.present, ...stack.future] };
}

export function redone<T>(stack: UndoStack<T>): UndoStack<T> {
  const [next, ...future] = stack.future;
  if (next === undefined) return stack;
  return { past: [...stack.past, stack.present], present: next, future };
}
