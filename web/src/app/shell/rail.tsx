import { Link, useLocation } from 'react-router-dom';
import { cx } from '@/lib/cx';
import type { Badges } from '@/api/badges';
import { Icon } from '@/kit/icon/icon';
import { Logo } from '@/kit/icon/logo';
import { Kbd } from '@/kit/keys/kbd';
import { Menu } from '@/kit/overlay/menu';
import { Tooltip } from '@/kit/overlay/tooltip';
import { areaOf, currentChild, type NavItem } from './nav-model';
import { CornerBadge, RailBadges } from './nav-badges';
import styles from './rail.module.css';

type RailProps = {
  items: readonly NavItem[];
  badges: Badges | undefined;
  isCollapsed: boolean;
  onToggle: () => void;
};

export function Rail({ items, badges, isCollapsed, onToggle }: RailProps) {
  const toggleLabel = isCollapsed ? 'Open the rail' : 'Collapse';
  const toggle = (
    <button
      type="button"
      className={styles.item}
      onClick={onToggle}
      aria-expanded={!isCollapsed}
      aria-label={toggleLabel}
    >
      <Icon name="collapse" />
      {!isCollapsed && (
        <>
          <span className={styles.label}>Collapse</span>
          <Kbd keys="[" />
        </>
      )}
    </button>
  );
  return (
    <nav className={cx(styles.rail, isCollapsed && styles.collapsed)} aria-label="Main">
      <Link className={styles.brand} to="/" aria-label="Dashkeep, home">
        <Logo withName={!isCollapsed} />
      </Link>
      <ul className={styles.items}>
        {items.map((item) => (
          <li key={item.id} className={cx(item.id === 'settings' && styles.foot)}>
            <RailItem item={item} badges={badges} isCollapsed={isCollapsed} />
          </li>
        ))}
        <li>
          {isCollapsed ? (
            <Tooltip text={toggleLabel} keys="[" side="right" isName>
              {toggle}
            </Tooltip>
          ) : (
            toggle
          )}
        </li>
      </ul>
    </nav>
  );
}

function RailItem({ item, badges, isCollapsed }: { item: NavItem; badges: Badges | undefined; isCollapsed: boolean }) {
  const { pathname } = useLocation();
  const isHere = areaOf(pathname) === item.id;
  const child = isHere && !isCollapsed ? currentChild(pathname, item.children) : undefined;
  const link = (
    <Link
      className={cx(styles.item, isHere && styles.here, isHere && child === undefined && styles.current)}
      to={item.to}
      aria-label={isCollapsed ? item.label : undefined}
      aria-current={isHere && child === undefined ? 'page' : undefined}
    >
      <Icon name={item.icon} />
      {isCollapsed ? (
        <CornerBadge id={item.id} badges={badges} />
      ) : (
        <>
          <span className={styles.label}>{item.label}</span>
          <RailBadges id={item.id} badges={badges} />
        </>
      )}
    </Link>
  );
  if (isCollapsed && item.id === 'settings') return <CollapsedSettings item={item} isHere={isHere} />;
  if (isCollapsed) {
    return (
      <Tooltip text={item.label} side="right" isName>
        {link}
      </Tooltip>
    );
  }
  return (
    <>
      {link}
      {isHere && item.children.length > 0 && (
        <ul className={styles.children}>
          {item.children.map((entry) => (
            <li key={entry.to}>
              <Link className={styles.child} to={entry.to} aria-current={entry === child ? 'page' : undefined}>
                {entry.label}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Settings has no page of its own: with no room for its entries they are a menu. */
function CollapsedSettings({ item, isHere }: { item: NavItem; isHere: boolean }) {
  const { pathname } = useLocation();
  const current = currentChild(pathname, item.children);
  return (
    <Menu
      label={item.label}
      side="right"
      items={item.children.map((entry) => ({ label: entry.label, to: entry.to, isChosen: entry === current }))}
      trigger={(control) => (
        <Tooltip text={item.label} side="right" isName>
          <button
            type="button"
            className={cx(styles.item, isHere && styles.here, isHere && styles.current)}
            aria-label={item.label}
            {...control}
          >
            <Icon name={item.icon} />
          </button>
        </Tooltip>
      )}
    />
  );
}
