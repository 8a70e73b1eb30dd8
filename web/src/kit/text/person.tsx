import { initials } from './initials';
import styles from './text.module.css';

type AvatarProps = { name: string; size?: 'row' | 'large' };

export function Avatar({ name, size = 'row' }: AvatarProps) {
  return (
    <span className={styles.avatar} data-size={size} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

/** A user or a team: initials and the name. */
export function Person({ name }: { name: string }) {
  return (
    <span className={styles.person}>
      <Avatar name={name} />
      <span className="cut">{name}</span>
    </span>
  );
}
