import { useMemo } from 'react';
import { useNavigate } from 'react-router-dom';
import { api, read, type Schema } from '@/api/client';
import { useChangePreferences, usePreferences } from '@/api/preferences';
import { useCan, useCurrentProject, useMe } from '@/api/session';
import { Icon } from '@/kit/icon/icon';
import { usePaletteProvider, type PaletteEntry } from '@/kit/palette/palette-registry';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { healthFace } from '@/kit/status/status-table';
import { setAppearance, useColourMode } from '@/kit/theme/appearance';
import { plainSentence } from '@/lib/plain-sentence';
import type { NavItem } from './nav-model';
import { parseQuery } from './palette-model';
import { useRunEntries } from './run-entries';
import { useStartCheck } from './start-check';
import { useSignOut } from './user-menu';

const FOUND = 6;

function pageEntries(items: readonly NavItem[]): PaletteEntry[] {
  return items.flatMap((item) => {
    const own = { id: item.to, title: item.label, glyph: <Icon name={item.icon} />, to: item.to };
    // The first page of an area is the area itself; Settings has no page of its own.
    const children = item.children
      .filter((child) => item.id === 'settings' || child.to !== item.to)
      .map((child) => ({
        id: child.to,
        title: child.label,
        detail: item.label,
        glyph: <Icon name={item.icon} />,
        to: child.to,
      }));
    return item.id === 'settings' ? children : [own, ...children];
  });
}

type Doable = { canWrite: boolean; check: ((name: string) => void) | undefined };

function dashboardEntry(project: string, entry: Schema<'CatalogEntry'>, { canWrite, check }: Doable): PaletteEntry {
  const to = `/p/${encodeURIComponent(project)}/dashboards/${encodeURIComponent(entry.name)}`;
  const title = entry.display_name === '' ? entry.name : entry.display_name;
  const { status, summary } = entry.health;
  return {
    id: to,
    title,
    detail: [entry.owner, status === 'PASS' ? undefined : plainSentence(summary)].filter(Boolean).join(', '),
    glyph: <StatusGlyph glyph={healthFace(status).glyph} label={healthFace(status).label} />,
    to,
    actions: [
      ...(check
        ? [
            {
              id: `${to}#check`,
              verb: 'check' as const,
              isOffered: true,
              title: `Check ${title} now`,
              glyph: <Icon name="refresh" />,
              run: () => check(entry.name),
            },
          ]
        : []),
      { id: `${to}#open`, verb: 'open', title: `Open ${title}`, glyph: <Icon name="dashboards" />, to },
      ...(canWrite
        ? [
            {
              id: `${to}#edit`,
              verb: 'edit' as const,
              isOffered: true,
              title: `Edit ${title}`,
              glyph: <Icon name="edit" />,
              to: `${to}/edit`,
            },
          ]
        : []),
      {
        id: `${to}#history`,
        verb: 'history',
        title: `History of ${title}`,
        glyph: <Icon name="history" />,
        to: `${to}/history`,
      },
    ],
  };
}

function useActionEntries(): PaletteEntry[] {
  const project = useCurrentProject()?.name;
  const { projects } = useMe();
  const canWrite = useCan('dashboard:write');
  const canManage = useCan('policy:manage');
  const mode = useColourMode();
  const change = useChangePreferences();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const other = mode === 'dark' ? 'light' : 'dark';
  const inProject = `/p/${encodeURIComponent(project ?? '')}`;
  return [
    ...(canWrite
      ? [
          {
            id: 'new-dashboard',
            title: 'New dashboard',
            glyph: <Icon name="plus" />,
            to: `${inProject}/dashboards/new`,
          },
        ]
      : []),
    ...(canManage
      ? [{ id: 'new-policy', title: 'New policy', glyph: <Icon name="plus" />, to: `${inProject}/health/policies/new` }]
      : []),
    {
      id: 'theme',
      title: other === 'dark' ? 'Switch to the dark theme' : 'Switch to the light theme',
      glyph: <Icon name="sun" />,
      run: () => {
        setAppearance({ theme: other });
        change.mutate({ theme: other });
      },
    },
    ...projects
      .filter((candidate) => candidate.name !== project)
      .map((candidate) => ({
        id: `project-${candidate.name}`,
        title: `Switch to project ${candidate.display_name === '' ? candidate.name : candidate.display_name}`,
        glyph: <Icon name="project" />,
        run: () => navigate(`/p/${encodeURIComponent(candidate.name)}/dashboards`),
      })),
    { id: 'sign-out', title: 'Sign out', glyph: <Icon name="signOut" />, run: signOut },
  ];
}

/** What the palette knows on every page: dashboards, what can be done, the pages. */
export function useShellEntries(items: readonly NavItem[]): void {
  const project = useCurrentProject()?.name;
  const canWrite = useCan('dashboard:write');
  const { recents = [] } = usePreferences();
  const actions = useActionEntries();
  const start = useStartCheck();
  const canCheck = useCan('validation:start');
  const pages = useMemo(() => pageEntries(items), [items]);

  usePaletteProvider({
    group: 'Dashboards',
    entries: async (text, signal) => {
      if (project === undefined) return [];
      const { words } = parseQuery(text);
      const params = {
        path: { project },
        query: { q: words === '' ? undefined : words, limit: FOUND, sort: 'viewed' as const },
      };
      const { items: found } = await read(api.GET('/api/v1/projects/{project}/catalog', { params, signal }));
      const rankOf = (name: string): number => {
        const at = recents.findIndex((recent) => recent.project === project && recent.name === name);
        return at === -1 ? recents.length : at;
      };
      return [...found]
        .sort((a, b) => rankOf(a.name) - rankOf(b.name))
        .map((entry) =>
          dashboardEntry(project, entry, {
            canWrite,
            check: canCheck ? (name) => start({ project, assets: [name] }) : undefined,
          }),
        );
    },
  });
  usePaletteProvider({ group: 'Do', entries: actions });
  useRunEntries();
  usePaletteProvider({ group: 'Go to', entries: pages });
}
