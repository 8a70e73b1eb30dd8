import { Link } from 'react-router-dom';
import { IconButton } from '@/kit/button/icon-button';
import { Icon } from '@/kit/icon/icon';
import { Logo } from '@/kit/icon/logo';
import { Kbd } from '@/kit/keys/kbd';
import { Bell } from './bell';
import { LiveChip } from './live-chip';
import { ProjectSwitcher } from './project-switcher';
import { UserMenu } from './user-menu';
import styles from './top-bar.module.css';

type TopBarProps = { isNarrow: boolean; onSearch: () => void; onKeys: () => void };

export function TopBar({ isNarrow, onSearch, onKeys }: TopBarProps) {
  return (
    <header className={styles.bar}>
      <div className={styles.start}>
        {isNarrow && (
          <Link to="/" aria-label="Dashkeep, home">
            <Logo />
          </Link>
        )}
        <ProjectSwitcher />
      </div>
      {!isNarrow && (
        <button type="button" className={styles.search} onClick={onSearch}>
          <Icon name="search" />
          <span className={styles.words}>Search or jump to</span>
          <Kbd keys="Mod+k" />
        </button>
      )}
      <div className={styles.end}>
        <LiveChip />
        {isNarrow && <IconButton icon="search" label="Search or jump to" onClick={onSearch} />}
        <Bell />
        {!isNarrow && <IconButton icon="help" label="Help and keys" keys="?" onClick={onKeys} />}
        {!isNarrow && <UserMenu />}
      </div>
    </header>
  );
}
