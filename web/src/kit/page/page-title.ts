import { createRegistry, useEntries, useRegistered } from '@/lib/registry';

const titles = createRegistry<string>();

/** Names the page, for the tab of the browser and for readers of the screen, as long as it is there. */
export function useNamesPage(name: string): void {
  useRegistered(titles, name);
}

/** The name that the page gave itself; the shell adds the worst state and the count. */
export function usePageTitle(): string | undefined {
  return useEntries(titles).at(-1);
}
