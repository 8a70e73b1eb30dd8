import { useMutation } from '@tanstack/react-query';
import { isApiError } from '@/api/api-error';
import { api, done } from '@/api/client';
import { useChangePreferences } from '@/api/preferences';
import { refusedMeans } from '@/api/query-client';
import { leaveApp, useMe } from '@/api/session';
import { Menu, type MenuItem } from '@/kit/overlay/menu';
import { Avatar } from '@/kit/text/person';
import {
  DENSITIES,
  THEME_CHOICES,
  setAppearance,
  useAppearance,
  type Density,
  type ThemeChoice,
} from '@/kit/theme/appearance';
import styles from './top-bar.module.css';

const THEME_WORDS: Record<ThemeChoice, string> = {
  system: 'Theme of the system',
  light: 'Light theme',
  dark: 'Dark theme',
};
const DENSITY_WORDS: Record<Density, string> = {
  compact: 'Compact rows',
  default: 'Default rows',
  roomy: 'Roomy rows',
};

/** A small change: a server that takes longer for it hangs, and whoever leaves the place must know it soon. */
const SIGN_OUT_WITHIN_MS = 15_000;

/** Ends the session and leaves nothing of it in any page. One that could not be ended is not left: it goes on. */
export function useSignOut(): () => void {
  const signOut = useMutation({
    meta: refusedMeans('You are still signed in'),
    mutationFn: () => done(api.DELETE('/api/v1/session', { signal: AbortSignal.timeout(SIGN_OUT_WITHIN_MS) })),
    onSuccess: leaveApp,
    onError: (error) => {
      // It was over already.
      if (isApiError(error) && error.status === 401) leaveApp();
    },
  });
  return () => signOut.mutate();
}

export function useUserMenuItems(): MenuItem[] {
  const { theme, density } = useAppearance();
  const change = useChangePreferences();
  const signOut = useSignOut();
  return [
    { label: 'Profile', icon: 'user', to: '/settings/profile' },
    ...THEME_CHOICES.map((choice, index) => ({
      label: THEME_WORDS[choice],
      isChosen: choice === theme,
      startsGroup: index === 0,
      onSelect: () => {
        setAppearance({ theme: choice });
        change.mutate({ theme: choice });
      },
    })),
    ...DENSITIES.map((choice, index) => ({
      label: DENSITY_WORDS[choice],
      isChosen: choice === density,
      startsGroup: index === 0,
      onSelect: () => {
        setAppearance({ density: choice });
        change.mutate({ density: choice });
      },
    })),
    { label: 'Sign out', icon: 'signOut', startsGroup: true, onSelect: signOut },
  ];
}

export function UserMenu() {
  const { user } = useMe();
  const items = useUserMenuItems();
  const name = user.display_name === '' ? user.login : user.display_name;
  return (
    <Menu
      label="Your menu"
      align="end"
      items={items}
      header={
        <div className={styles.who}>
          <p className="strong">{name}</p>
          <p className={styles.login}>{user.email === '' ? user.login : user.email}</p>
        </div>
      }
      trigger={(control) => (
        <button type="button" className={styles.user} aria-label={`Your menu, ${name}`} {...control}>
          <Avatar name={user.login} size="large" />
        </button>
      )}
    />
  );
}
