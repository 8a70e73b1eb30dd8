import { forwardRef, type ButtonHTMLAttributes, type MouseEvent, type ReactNode } from 'react';
import { cx } from '@/lib/cx';
import { Icon } from '@/kit/icon/icon';
import type { IconName } from '@/kit/icon/icon-paths';
import { Tooltip } from '@/kit/overlay/tooltip';
import styles from './icon-button.module.css';

export type IconButtonProps = {
  icon: IconName;
  /** The name that is read out and shown on hover and focus. */
  label: string;
  variant?: 'plain' | 'outlined';
  size?: 'small' | 'default';
  filled?: boolean;
  /** Keys that do the same, shown beside the name. */
  keys?: string;
  disabledReason?: string | undefined;
  isPressed?: boolean;
  /** What stands on the corner of the button: a count. */
  badge?: ReactNode;
} & Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type' | 'disabled' | 'aria-label' | 'children'>;

export const IconButton = forwardRef<HTMLButtonElement, IconButtonProps>(function IconButton(
  {
    icon,
    label,
    variant = 'plain',
    size = 'default',
    filled,
    keys,
    disabledReason,
    isPressed,
    badge,
    onClick,
    ...rest
  },
  ref,
) {
  const press = (event: MouseEvent<HTMLButtonElement>): void => {
    if (disabledReason === undefined) onClick?.(event);
  };
  return (
    <Tooltip text={disabledReason ?? label} keys={keys} isName={disabledReason === undefined}>
      <button
        ref={ref}
        type="button"
        {...rest}
        className={cx(styles.button, styles[variant], styles[size], rest.className)}
        aria-label={label}
        aria-pressed={isPressed}
        aria-disabled={disabledReason !== undefined || undefined}
        onClick={press}
      >
        <Icon name={icon} filled={filled ?? false} />
        {badge}
      </button>
    </Tooltip>
  );
});
