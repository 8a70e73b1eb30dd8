import { Link, useLocation } from 'react-router-dom';
import type { Badges } from '@/api/badges';
import { Icon } from '@/kit/icon/icon';
import { Menu } from '@/kit/overlay/menu';
import { CornerBadge } from './nav-badges';
import { helpOf } from './help-of';
import { areaOf, type NavItem } from './nav-model';
import { useUserMenuItems } from './user-menu';
import styles from './tab-bar.module.css';

/** So many stand beside More where the window is 360 px wide. */
const TABS = 4;

/** The navigation of a narrow window: the first areas, and More with everything else. */
export function TabBar({ items, badges }: { items: readonly NavItem[]; badges: Badges | undefined }) {
  const { pathname } = useLocation();
  const area = areaOf(pathname);
  const userItems = useUserMenuItems();
  const areas = items.filter((item) => item.id !== 'settings');
  const settings = items.find((item) => item.id === 'settings');
  const below = areas.flatMap((item) => item.children.filter((child) => child.to !== item.to));
  const links = [...areas.slice(TABS), ...below, ...(settings?.children ?? [])];
  return (
    <nav className={styles.bar} aria-label="Main">
      {areas.slice(0, TABS).map((item) => (
        <Link key={item.id} className={styles.tab} to={item.to} aria-current={item.id === area ? 'page' : undefined}>
          <Icon name={item.icon} size="title" />
          {item.label}
          <CornerBadge id={item.id} badges={badges} withCount />
        </Link>
      ))}
      <Menu
        label="More"
        align="end"
        items={[
          ...links.map(({ label, to }) => ({ label, to })),
          { label: 'Documentation', to: helpOf(pathname).to, startsGroup: true },
          ...userItems.slice(1).map((item, index) => ({ ...item, startsGroup: item.startsGroup || index === 0 })),
        ]}
        trigger={(control) => (
          <button type="button" className={styles.tab} data-current={area === 'settings'} {...control}>
            <Icon name="menu" size="title" />
            More
          </button>
        )}
      />
    </nav>
  );
}
