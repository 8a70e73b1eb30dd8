import { useEffect } from 'react';

/** The title of the browser's tab, and its icon where one is given. */
export function useTabHead(title: string, icon?: string): void {
  useEffect(() => {
    document.title = title;
    const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (icon !== undefined && link && link.getAttribute('href') !== icon) link.href = icon;
  }, [title, icon]);
}
