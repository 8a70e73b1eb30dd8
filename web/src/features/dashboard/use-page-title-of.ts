import { useEffect } from 'react';
import { setPageTitle } from '@/kit/page/page-title';

/** Names the tab of the browser, for pages with margins of their own. */
export function usePageTitleOf(title: string): void {
  useEffect(() => {
    setPageTitle(title);
    return () => setPageTitle(undefined);
  }, [title]);
}
