import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { cx } from '@/lib/cx';
import { Icon } from '@/kit/icon/icon';
import type { IconName } from '@/kit/icon/icon-paths';
import type { ButtonSize, ButtonVariant } from './button';
import styles from './button.module.css';

type ButtonLinkProps = {
  to: string;
  children: ReactNode;
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: IconName;
  /** Leaves the app: a new tab, and the browser loads the address. */
  isExternal?: boolean;
};

/** Looks like a button, leads like a link: it can be opened in a new tab. */
export function ButtonLink({
  to,
  children,
  variant = 'outlined',
  size = 'default',
  icon,
  isExternal,
}: ButtonLinkProps) {
  const className = cx(styles.button, styles[variant], styles[size]);
  const inside = (
    <>
      {icon && <Icon name={icon} />}
      {children}
    </>
  );
  if (isExternal) {
    return (
      <a className={className} href={to} target="_blank" rel="noreferrer">
        {inside}
      </a>
    );
  }
  return (
    <Link className={className} to={to}>
      {inside}
    </Link>
  );
}
