import { initials } from './initials';
import styles from './text.module.css';

type AvatarProps = { name: string; size?: 'row' | 'large' };

/** A mark beside a name. The letters are drawn by the stylesheet: they are no text of their own. */
export function Avatar({ name, size = 'row' }: AvatarProps) {
  return <span className={styles.avatar} data-size={size} data-initials={initials(name)} aria-hidden="true" />;
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
