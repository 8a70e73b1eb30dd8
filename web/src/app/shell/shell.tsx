import { useEffect, useRef, useState } from 'react';
import { Outlet, ScrollRestoration, useLocation, useMatches, useNavigate } from 'react-router-dom';
import { useBadges } from '@/api/badges';
import { useOwnRights } from '@/api/own-rights';
import { useCurrentProject, useLeavingTogether, useMe } from '@/api/session';
import { useShortcuts } from '@/kit/keys/shortcuts';
import { focusArrivingPage } from '@/kit/page/focus-heading';
import { usePageTitle } from '@/kit/page/page-title';
import { useIsNarrow } from '@/kit/responsive/use-narrow';
import { useIdlePreload } from '@/app/preload';
import type { RouteHandle } from '@/app/route-handle';
import { CommandPalette } from './command-palette';
import { useDocumentHead } from './document-head';
import { KeysSheet } from './keys-sheet';
import { navItems } from './nav-model';
import { useShellEntries } from './palette-entries';
import { Rail } from './rail';
import { useRailState } from './rail-state';
import { TabBar } from './tab-bar';
import { TopBar } from './top-bar';
import styles from './shell.module.css';

type Overlay = 'palette' | 'keys';

function isRouteHandle(handle: unknown): handle is RouteHandle {
  return typeof handle === 'object' && handle !== null;
}

/** The frame around every page: rail, top bar, palette, keys; tabs at the bottom when narrow. */
export function Shell() {
  const project = useCurrentProject();
  const { user } = useMe();
  const badges = useBadges();
  const navigate = useNavigate();
  const isNarrow = useIsNarrow();
  const [overlay, setOverlay] = useState<Overlay>();
  const handle = useMatches().at(-1)?.handle;
  const rail = useRailState(isRouteHandle(handle) && handle.railIsCollapsed === true);
  const items = navItems({ project, isAdmin: user.is_admin });

  useOwnRights();
  useLeavingTogether();
  useFocusOnNavigation();
  useIdlePreload();
  useDocumentHead(badges);
  useShellEntries(items);
  useShortcuts('Everywhere', [
    { keys: 'Mod+k', label: 'Search or jump to', whileTyping: true, run: () => setOverlay('palette') },
    { keys: '?', label: 'Help and keys', run: () => setOverlay('keys') },
    { keys: '[', label: 'Collapse or open the rail', run: rail.toggle },
    ...items.map((item) => ({ keys: `g ${item.key}`, label: `Go to ${item.label}`, run: () => navigate(item.to) })),
  ]);

  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        Skip to the page
      </a>
      {!isNarrow && <Rail items={items} badges={badges} isCollapsed={rail.isCollapsed} onToggle={rail.toggle} />}
      <div className={styles.side}>
        <TopBar isNarrow={isNarrow} onSearch={() => setOverlay('palette')} onKeys={() => setOverlay('keys')} />
        <main id="content" className={styles.content} tabIndex={-1}>
          <Outlet />
        </main>
        {isNarrow && <TabBar items={items} badges={badges} />}
      </div>
      {overlay === 'palette' && (
        <CommandPalette onClose={() => setOverlay(undefined)} onKeys={() => setOverlay('keys')} />
      )}
      {overlay === 'keys' && <KeysSheet onClose={() => setOverlay(undefined)} />}
      <ScrollRestoration />
      <PageAnnouncer />
    </div>
  );
}

/** After a navigation inside the app the focus goes to the new page's name, unless what had it is still there. */
function useFocusOnNavigation(): void {
  const { pathname } = useLocation();
  const seen = useRef(pathname);
  useEffect(() => {
    if (seen.current === pathname) return undefined;
    seen.current = pathname;
    return focusArrivingPage();
  }, [pathname]);
}

/** Tells readers of the screen which page has come, also when the focus stays on the link that was followed. */
function PageAnnouncer() {
  const title = usePageTitle();
  return (
    <span className="sr-only" aria-live="polite">
      {title}
    </span>
  );
}
