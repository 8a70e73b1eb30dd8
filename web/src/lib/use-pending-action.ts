import { useEffect, useRef } from 'react';
import { useLatest } from './use-latest';

export type PendingAction<Action> = {
  /** Does it now, or after the first drawing that lets it. It takes the place of what was asked for before. */
  ask: (action: Action) => void;
  /** Nothing is asked for any more. */
  drop: () => void;
};

/**
 * What somebody asks for before it can be done: what it needs is still to come. `attempt` tells whether it was done; until
 * then it is tried again after every drawing. `first` is asked for from the beginning.
 */
export function usePendingAction<Action>(attempt: (action: Action) => boolean, first?: Action): PendingAction<Action> {
  const pending = useRef(first);
  const tryNow = useLatest(() => {
    const action = pending.current;
    if (action === undefined) return;
    pending.current = undefined;
    if (!attempt(action)) pending.current = action;
  });
  useEffect(tryNow);
  return {
    ask: (action) => {
      pending.current = action;
      tryNow();
    },
    drop: () => {
      pending.current = undefined;
    },
  };
}
