import { ICON_PATHS, type IconName } from './icon-paths';
import styles from './icon.module.css';

type IconProps = {
  name: IconName;
  /** Draws the shape filled, as a chosen star is. */
  filled?: boolean;
  size?: 'small' | 'default' | 'title';
};

/** A picture beside a word. It has no name of its own: the control around it has one. */
export function Icon({ name, filled = false, size = 'default' }: IconProps) {
  return (
    <svg className={styles[size]} viewBox="0 0 16 16" fill={filled ? 'currentColor' : 'none'} aria-hidden="true">
      <path d={ICON_PATHS[name]} stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
