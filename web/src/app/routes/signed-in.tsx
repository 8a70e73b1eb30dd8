import { useEffect } from 'react';
import { Navigate, useLocation } from 'react-router-dom';
import { toFailure } from '@/lib/failure';
import { isTimeZone } from '@/lib/time';
import { LiveProvider } from '@/api/live';
import { useIsAskedForSignIn } from '@/api/session-end';
import { SessionProvider, useCurrentProject, useMeQuery, type Me } from '@/api/session';
import { SessionEndedDialog } from '@/features/account/session-ended-dialog';
import { setLetterKeys } from '@/kit/keys/shortcuts';
import { LeaveQuestion } from '@/kit/overlay/leave-question';
import { SkeletonPage } from '@/kit/page/skeleton';
import { ErrorPanel } from '@/kit/page/states';
import { setClockStopped, TimeZoneProvider } from '@/kit/text/clock';
import { isDensity, isThemeChoice, setAppearance } from '@/kit/theme/appearance';
import { Shell } from '@/app/shell/shell';
import { signInPath, signInState } from '@/app/sign-in-path';
import styles from './signed-in.module.css';

/** Everything behind the sign-in: who is it, then the shell with the page inside. */
export function SignedIn() {
  const me = useMeQuery();
  const location = useLocation();
  const isAsked = useIsAskedForSignIn();
  if (me.data) {
    return (
      <SessionProvider me={me.data}>
        <Preferred me={me.data} />
        <LeaveQuestion />
        {isAsked && <SessionEndedDialog />}
      </SessionProvider>
    );
  }
  if (!me.error) return <SkeletonPage />;
  const failure = toFailure(me.error);
  if (failure.status === 401) return <Navigate to={signInPath(location)} state={signInState()} replace />;
  return (
    <main className={styles.alone}>
      <ErrorPanel failure={failure} what="Who you are" onRetry={() => void me.refetch()} isRetrying={me.isFetching} />
    </main>
  );
}

function Preferred({ me: { preferences } }: { me: Me }) {
  const { theme, density, time_zone: zone, shortcuts } = preferences;
  const project = useCurrentProject();
  useEffect(() => {
    setAppearance({ ...(isThemeChoice(theme) && { theme }), ...(isDensity(density) && { density }) });
    setLetterKeys(shortcuts ?? true);
  }, [theme, density, shortcuts]);
  return (
    <TimeZoneProvider zone={zone !== undefined && zone !== '' && isTimeZone(zone) ? zone : undefined}>
      <LiveProvider project={project?.name} onPaused={setClockStopped}>
        <Shell />
      </LiveProvider>
    </TimeZoneProvider>
  );
}
