import type { Badges } from '@/api/badges';
import { usePageTitle } from '@/kit/page/page-title';
import { useTabHead } from '@/kit/page/tab-head';

type Worst = 'failed' | 'needs-input' | 'warning' | 'unknown' | 'ok';

/** The one state that the tab shows: what fails first, then who waits, then the rest. */
export function worstOf(badges: Badges): Worst {
  if (badges.failing > 0) return 'failed';
  if (badges.awaiting_input > 0) return 'needs-input';
  if (badges.warning > 0) return 'warning';
  return badges.healthy > 0 ? 'ok' : 'unknown';
}

/** '(17) Dashboards, Dashkeep': the count of failing dashboards first, so that a narrow tab still shows it. */
export function tabTitle(page: string | undefined, failing: number): string {
  const name = page === undefined ? 'Dashkeep' : `${page}, Dashkeep`;
  return failing > 0 ? `(${failing}) ${name}` : name;
}

/** Title and icon of the browser's tab carry the worst state and the failing count. */
export function useDocumentHead(badges: Badges | undefined): void {
  const page = usePageTitle();
  useTabHead(tabTitle(page, badges?.failing ?? 0), badges ? `/favicon-${worstOf(badges)}.svg` : '/favicon.svg');
}
