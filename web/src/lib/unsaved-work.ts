import { useEffect } from 'react';

let unsaved = 0;

/** Whether anything on the page was typed or made that leaving it would lose. */
export function hasUnsavedWork(): boolean {
  return unsaved > 0;
}

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** Tells the page that there is something to lose: the browser asks before the page goes. */
export function useUnsavedWork(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return undefined;
    unsaved += 1;
    window.addEventListener('beforeunload', ask);
    return () => {
      unsaved -= 1;
      if (unsaved === 0) window.removeEventListener('beforeunload', ask);
    };
  }, [isUnsaved]);
}
