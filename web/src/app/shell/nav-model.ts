import type { Membership } from '@/api/session';
import type { IconName } from '@/kit/icon/icon-paths';

export type NavLink = { label: string; to: string };

export type NavItem = NavLink & {
  id: 'home' | 'dashboards' | 'health' | 'runs' | 'settings';
  icon: IconName;
  /** The second key after g. */
  key: string;
  /** Shown below the item while one is in its area. */
  children: readonly NavLink[];
};

type NavInput = { project: Membership | undefined; isAdmin: boolean };

function inProject(project: Membership | undefined, path: string): string {
  return project ? `/p/${encodeURIComponent(project.name)}/${path}` : '/';
}

function settingsLinks({ project, isAdmin }: NavInput): NavLink[] {
  const own = [
    { label: 'Profile', to: '/settings/profile' },
    { label: 'API tokens', to: '/settings/tokens' },
  ];
  const ofProject = project
    ? [
        { label: 'Members', to: inProject(project, 'settings/members') },
        { label: 'Datasources', to: inProject(project, 'settings/datasources') },
      ]
    : [];
  // Pages for administrators are not there for others: what may not be known is hidden.
  const ofServer = isAdmin
    ? [
        { label: 'Users', to: '/admin/users' },
        { label: 'Projects', to: '/admin/projects' },
        { label: 'Global datasources', to: '/admin/datasources' },
      ]
    : [];
  return [...own, ...ofProject, ...ofServer, { label: 'About', to: '/settings/about' }];
}

/** The rail, from top to bottom; Settings stands at its foot. */
export function navItems(input: NavInput): NavItem[] {
  const { project } = input;
  const home: NavItem = { id: 'home', label: 'Home', icon: 'home', key: 'h', to: '/', children: [] };
  const settings: NavItem = {
    id: 'settings',
    label: 'Settings',
    icon: 'settings',
    key: 's',
    to: '/settings/profile',
    children: settingsLinks(input),
  };
  if (!project) return [home, settings];
  const health = inProject(project, 'health');
  return [
    home,
    {
      id: 'dashboards',
      label: 'Dashboards',
      icon: 'dashboards',
      key: 'd',
      to: inProject(project, 'dashboards'),
      children: [],
    },
    {
      id: 'health',
      label: 'Health',
      icon: 'health',
      key: 'e',
      to: health,
      children: [
        { label: 'Center', to: health },
        { label: 'Policies', to: `${health}/policies` },
      ],
    },
    { id: 'runs', label: 'Runs', icon: 'runs', key: 'r', to: inProject(project, 'runs'), children: [] },
    settings,
  ];
}

/** The area that an address belongs to. */
export function areaOf(pathname: string): NavItem['id'] | undefined {
  if (pathname === '/') return 'home';
  if (pathname.startsWith('/settings/') || pathname.startsWith('/admin/')) return 'settings';
  const area = /^\/p\/[^/]+\/([^/]+)/.exec(pathname)?.[1];
  return area === 'dashboards' || area === 'health' || area === 'runs' || area === 'settings' ? area : undefined;
}

/** The entry below an area that an address belongs to: the longest that fits. */
export function currentChild(pathname: string, children: readonly NavLink[]): NavLink | undefined {
  const fitting = children.filter((child) => pathname === child.to || pathname.startsWith(`${child.to}/`));
  return fitting.sort((a, b) => b.to.length - a.to.length)[0];
}

/** Where switching the project leads: the same area, not the same thing. */
export function pathInProject(pathname: string, project: string): string {
  const area = areaOf(pathname);
  if (!pathname.startsWith('/p/')) return `/p/${encodeURIComponent(project)}/dashboards`;
  const page = area === 'settings' ? pathname.split('/').slice(3, 5).join('/') : (area ?? 'dashboards');
  return `/p/${encodeURIComponent(project)}/${page}`;
}
