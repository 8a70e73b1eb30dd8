import { forwardRef, type ButtonHTMLAttributes, type MouseEvent, type ReactNode } from 'react';
import { cx } from '@/lib/cx';
import { Icon } from '@/kit/icon/icon';
import type { IconName } from '@/kit/icon/icon-paths';
import { Tooltip } from '@/kit/overlay/tooltip';
import styles from './button.module.css';

export type ButtonVariant = 'filled' | 'outlined' | 'text' | 'danger';
export type ButtonSize = 'small' | 'default' | 'large' | 'sign-in';

export type ButtonProps = {
  children: ReactNode;
  /** At most one filled button on a page. */
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: IconName;
  /** Why the button can't be pressed now. It stays reachable by keyboard, so that the reason can be read. */
  disabledReason?: string | undefined;
  /** The work that the press began is not done yet. */
  isBusy?: boolean;
  fullWidth?: boolean;
  type?: 'button' | 'submit';
} & Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type' | 'disabled'>;

export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  {
    children,
    variant = 'outlined',
    size = 'default',
    icon,
    disabledReason,
    isBusy = false,
    fullWidth,
    onClick,
    ...rest
  },
  ref,
) {
  const isBlocked = disabledReason !== undefined || isBusy;
  const press = (event: MouseEvent<HTMLButtonElement>): void => {
    if (isBlocked) event.preventDefault();
    else onClick?.(event);
  };
  const button = (
    <button
      ref={ref}
      type="button"
      {...rest}
      className={cx(styles.button, styles[variant], styles[size], fullWidth && styles.wide, rest.className)}
      aria-disabled={isBlocked || undefined}
      aria-busy={isBusy || undefined}
      onClick={press}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
  return disabledReason === undefined ? button : <Tooltip text={disabledReason}>{button}</Tooltip>;
});
