import { useEffect } from 'react';

/** The browser tab's title on pages outside of the shell, where nobody else sets it. */
export function useTabTitle(title: string): void {
  useEffect(() => {
    document.title = `${title}, Dashkeep`;
  }, [title]);
}
