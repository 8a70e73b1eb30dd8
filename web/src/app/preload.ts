import { useAfterPause } from '@/lib/use-after-pause';
import { PAGES, type LoadPage } from './pages';

/** The pages that people go to next. A dashboard itself is not among them: its libraries are big. */
const LIKELY: readonly LoadPage[] = [PAGES.home, PAGES.dashboards, PAGES.health, PAGES.runs, PAGES.report, PAGES.run];
const QUIET_MS = 3000;

/** Fetches the likely pages once the first one stands, so that going there does not wait for the network. */
export function useIdlePreload(): void {
  useAfterPause(undefined, QUIET_MS, () => {
    for (const load of LIKELY) {
      // A page that can't be fetched now says so when somebody goes there.
      load().catch(() => undefined);
    }
  });
}
