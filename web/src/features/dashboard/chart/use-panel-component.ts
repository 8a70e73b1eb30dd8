import { useQuery, type QueryClient } from '@tanstack/react-query';
import { panelKind, type PanelComponent } from './panel-kinds';

async function drawnInScope(name: string): Promise<PanelComponent> {
  const kind = panelKind(name);
  if (!kind) throw new Error(`There is no kind of panel that is called ${name}`);
  if (!kind.isOfPerses) return kind.load();
  const [component, { inPersesScope }] = await Promise.all([kind.load(), import('./perses/in-perses-scope')]);
  return inPersesScope(component);
}

function componentQuery(name: string) {
  return {
    queryKey: ['panel component', name],
    queryFn: () => drawnInScope(name),
    staleTime: Infinity,
    cacheTime: Infinity,
    retry: false,
  };
}

/** What draws a kind of panel, once it is there. It is loaded once. */
export function usePanelComponent(name: string) {
  return useQuery<PanelComponent>(componentQuery(name));
}

/** Gets what draws panels of these kinds before it is missed. What fails says so then. */
export async function loadPanelsAhead(client: QueryClient, names: Iterable<string>): Promise<void> {
  const known = [...new Set(names)].filter((name) => panelKind(name) !== undefined);
  await Promise.all(known.map((name) => client.prefetchQuery(componentQuery(name))));
}
